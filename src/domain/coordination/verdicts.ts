import type { Instant } from '../waits';
import type { CoordinationRequest } from './requests';

/** Why something was declined, for programs; `because` says it to people. */
export type DeclineCode =
  | 'unknown-play'
  | 'suppressed'
  | 'consent'
  | 'consent-unknown'
  | 'audience'
  | 'loop'
  | 're-entry'
  | 'resting'
  | 'queue-full'
  | 'lapsed'
  | 'withdrawn'
  | 'run-ended'
  | 'expired'
  | 'too-many-leases';

/** What was decided, and why, in a sentence for people. */
export type Verdict = { readonly because: string } & (
  | { readonly kind: 'admitted'; readonly runId: string }
  /** The run that was asked for exists already. */
  | { readonly kind: 'existing'; readonly runId: string }
  /** Waits, at most until then, for `behind` to end where it waits for a run. */
  | { readonly kind: 'queued'; readonly behind?: string; readonly until: Instant }
  | { readonly kind: 'held-out' }
  | { readonly kind: 'declined'; readonly code: DeclineCode }
  /** The touch or the lease of that key may go ahead. */
  | { readonly kind: 'granted'; readonly key: string }
  /** Not now: ask again, under a new id, at `until`. */
  | { readonly kind: 'deferred'; readonly until: Instant }
  /** Nothing was asked. */
  | { readonly kind: 'noted' }
);

/** A line of the decision ledger. */
export interface DecisionLine {
  /** The id of the request; with `/later` for what was decided later about a request that waited. */
  readonly id: string;
  readonly at: Instant;
  readonly request: Exclude<CoordinationRequest, { type: 'ended' | 'paused' | 'resumed' | 'withdraw' | 'tick' }>;
  readonly verdict: Verdict;
}

/** What has to be carried out, in this order, before the next request is decided. */
export type Effect =
  | {
      readonly type: 'start-play';
      readonly runId: string;
      readonly play: string;
      readonly key: string;
      readonly requestId: string;
      readonly requestedBy: string;
    }
  | { readonly type: 'pause-play'; readonly runId: string; readonly reason: string }
  | { readonly type: 'resume-play'; readonly runId: string; readonly reason: string }
  /** The run counts as ended from now on, so that its group is free. */
  | { readonly type: 'end-play'; readonly runId: string; readonly reason: string }
  | { readonly type: 'pause-promotion'; readonly key: string; readonly runId: string; readonly reason: string }
  | { readonly type: 'restore-promotion'; readonly to: string }
  | { readonly type: 'record'; readonly line: DecisionLine };

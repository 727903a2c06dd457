import type { ExclusiveGroup } from '../play-contract';
import type { Instant } from '../waits';
import type { AccountFacts, StartRequest } from './requests';
import type { Verdict } from './verdicts';

export interface RunningPlay {
  readonly runId: string;
  readonly play: string;
  readonly group: ExclusiveGroup;
  readonly priority: number;
  readonly startedAt: Instant;
  /** `paused-by-coordinator` also when a person paused it before: it has two reasons to stand still then. */
  readonly state: 'running' | 'paused-by-coordinator' | 'paused-by-person';
  /** Since when it is in this state. */
  readonly since: Instant;
  /** The run for which the coordinator holds it. */
  readonly pausedFor?: string;
  readonly pausedByPerson: boolean;
}

export interface EndedPlay {
  readonly runId: string;
  readonly play: string;
  readonly outcome: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
}

export interface QueuedRequest {
  readonly request: StartRequest;
  readonly since: Instant;
  /** It lapses then. */
  readonly until: Instant;
  readonly because: string;
  /** The run it waits for. */
  readonly behind?: string;
  /** When the rest it waits for is over. */
  readonly restsUntil?: Instant;
}

/** A customer-facing touch that was granted. */
export interface GrantedTouch {
  readonly key: string;
  readonly contactId: string;
  readonly at: Instant;
}

export interface Lease {
  readonly key: string;
  readonly runId: string;
  readonly reason: string;
  readonly since: Instant;
  readonly until: Instant;
}

/**
 * What the coordinator of one account remembers: plain data of bounded size, which survives JSON unchanged. Times never
 * go backwards in it: what is told late counts as told at `asOf`.
 */
export interface Coordination {
  readonly accountId: string;
  /** The latest instant it has heard of. */
  readonly asOf?: Instant;
  readonly account?: AccountFacts;
  readonly running: readonly RunningPlay[];
  /** What re-entry, rest and repeated requests still need, in the order in which they ended. */
  readonly ended: readonly EndedPlay[];
  readonly queue: readonly QueuedRequest[];
  /** As long as a cap counts them. */
  readonly touches: readonly GrantedTouch[];
  readonly leases: readonly Lease[];
  /** How promotional sends stood before the first of the leases. */
  readonly before?: string;
  /** The latest verdicts, by request id. */
  readonly verdicts: readonly { readonly id: string; readonly verdict: Verdict }[];
}

/** An account at which nothing was ever decided. */
export const emptyCoordination = (accountId: string): Coordination => ({
  accountId,
  running: [],
  ended: [],
  queue: [],
  touches: [],
  leases: [],
  verdicts: [],
});

/** Nothing runs, waits or pauses: nobody has to watch the account until the next request. */
export const isIdle = ({ running, queue, leases }: Coordination): boolean =>
  running.length + queue.length + leases.length === 0;

/** When time alone next changes something: a lease ends, a rest is over, a request lapses. A `tick` is due then. */
export function nextWake({ queue, leases }: Coordination): Instant | undefined {
  const due = [
    ...leases.map(({ until }) => until),
    ...queue.flatMap(({ until, restsUntil }) => (restsUntil ? [until, restsUntil] : [until])),
  ];
  return due.sort()[0];
}

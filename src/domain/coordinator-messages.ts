import type { Coordination, TouchKind, Verdict } from './coordination';
import type { PlayRequest } from './play-messages';
import type { Instant } from './waits';

/** The messages of the coordinator of one account, by name (design §4). */
export const COORDINATOR = {
  workflow: 'accountCoordinator',
  /** Update: an `Ask`; answers a `Verdict`. */
  ask: 'ask',
  /** Update: its account became part of another one. Answers once what is under way is done; it decides nothing after. */
  retire: 'retire',
  /** Query: `CoordinatorView`. */
  view: 'view',
} as const;

/** In whose name the coordinator steers plays. */
export const COORDINATOR_NAME = 'playmaker';

/** `account/<accountId>`: the workflow id of an account's coordinator. */
export const coordinatorIdOf = (accountId: string): string => `account/${accountId}`;

/** A play is to run. `id` names the request: the same again gets the same verdict. */
export interface StartAsk {
  readonly type: 'start';
  readonly id: string;
  readonly play: string;
  readonly runId: string;
  /** What the play starts with once it is let in. */
  readonly envelope: PlayRequest;
  /** Names of the plays that led to this one, the first one first. */
  readonly chain: readonly string[];
  readonly override?: { readonly by: string; readonly reason: string };
}

/** Something customer-facing is about to reach a contact. */
export interface TouchAsk {
  readonly type: 'touch';
  readonly id: string;
  readonly key: string;
  readonly runId: string;
  readonly contactId: string;
  readonly kind: TouchKind;
}

export interface LeaseAsk {
  readonly type: 'lease';
  readonly id: string;
  readonly key: string;
  readonly runId: string;
  readonly reason: string;
  readonly until: Instant;
}

export interface ReleaseAsk {
  readonly type: 'release';
  readonly id: string;
  readonly key: string;
}

export interface EndedAsk {
  readonly type: 'ended';
  readonly id: string;
  readonly runId: string;
  readonly outcome: string;
}

/** A person paused or resumed a run. */
export interface PersonAsk {
  readonly type: 'paused' | 'resumed';
  readonly id: string;
  readonly runId: string;
}

/** A start that waits for its turn is not wanted any more. */
export interface WithdrawAsk {
  readonly type: 'withdraw';
  readonly id: string;
  readonly runId: string;
  /** Who withdraws it, for the ledger. */
  readonly by: string;
  readonly reason: string;
}

/** Another account turned out to be this one; its coordinator has been stopped. */
export interface AbsorbAsk {
  readonly type: 'absorb';
  readonly id: string;
  readonly from: string;
  readonly theirs: Remembered;
  /** By the ids of contacts there, the ids of the same people here. */
  readonly same: Readonly<Record<string, string>>;
}

/** What the coordinator is asked or told. */
export type Ask = StartAsk | TouchAsk | LeaseAsk | ReleaseAsk | EndedAsk | PersonAsk | WithdrawAsk | AbsorbAsk;

/** The one argument of the coordinator. What it remembers comes from the store, or from the run before it. */
export interface CoordinatorInput {
  readonly version: 1;
  readonly accountId: string;
  readonly remembered?: Remembered;
}

/** Everything a coordinator has to keep when it ends, is replaced or is killed. */
export interface Remembered {
  readonly state: Coordination;
  /** What queued plays start with, by run id. */
  readonly envelopes: Readonly<Record<string, PlayRequest>>;
}

export interface CoordinatorView extends Remembered {
  readonly lastVerdict?: Verdict;
}

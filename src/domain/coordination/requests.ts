import type { Contact } from '../account';
import type { PlayContract } from '../play-contract';
import type { Coordination } from './state';
import type { Instant } from '../waits';

/** What the decision needs to know of a play; every contract fits. */
export type PlayFacts = Pick<PlayContract, 'name' | 'exclusiveGroup' | 'priority' | 'reentry' | 'audience'> &
  /** What its outcomes mean, for sentences. */
  Partial<Pick<PlayContract, 'outcomes'>>;

/** The facts of a contract as plain data, for a workflow's input. */
export const playFacts = (contract: PlayContract): PlayFacts => {
  const { name, exclusiveGroup, priority, reentry, audience, outcomes } = contract;
  return { name, exclusiveGroup, priority, reentry, audience, outcomes };
};

/** What the decision needs to know of the account; the latest that was told counts. */
export interface AccountFacts {
  /** A customer: plays for customers may run. */
  readonly hasContract: boolean;
  /**
   * Whether anybody there may be written to: `suppressed` when the account as a whole must be left alone, `withdrawn`
   * when every known contact withdrew consent. With no contact known yet it is `open`.
   */
  readonly reach: 'open' | 'suppressed' | 'withdrawn';
}

interface Request {
  /** Names the request: the same id again gets the same verdict and has no further effect. */
  readonly id: string;
  readonly at: Instant;
}

/** A play is to run on the account. */
export interface StartRequest extends Request {
  readonly type: 'start';
  readonly play: string;
  readonly key: string;
  /** Names the run: a second request for it gets the run that exists. */
  readonly runId: string;
  /** Who or what asks: a person, a trigger, another play. */
  readonly requestedBy: string;
  /** Names of the plays that led to this one, the first one first. */
  readonly chain: readonly string[];
  readonly account: AccountFacts;
  /**
   * A person insists. Passes re-entry, rest and hold-out, and waits at the head of the queue; never passes consent,
   * audience, loop guard, an exclusive group that is taken, or a save that holds the play.
   */
  readonly override?: { readonly by: string; readonly reason: string };
}

/**
 * What a touch is: `customer-facing` counts towards the caps and keeps to quiet hours; `transactional` messages and the
 * `answer` to something the customer said do neither.
 */
export type TouchKind = 'customer-facing' | 'transactional' | 'answer';

/** A play is about to write to a contact. */
export interface TouchRequest extends Request {
  readonly type: 'touch';
  /** Names the touch: granted once, it counts once, however often it is asked for. */
  readonly key: string;
  readonly runId: string;
  readonly contactId: string;
  readonly kind: TouchKind;
  readonly consent: Contact['consent'];
  /** The contact must not be written to whatever their consent: bounced, complained, on a do-not-contact list. */
  readonly suppressed: boolean;
  /** The earliest instant at or after `at` that lies outside the quiet hours of the recipient. */
  readonly nextOpening: Instant;
}

/** A play wants promotional sends to pause. */
export interface LeaseRequest extends Request {
  readonly type: 'lease';
  /** Names the lease: the same key again changes nothing. */
  readonly key: string;
  readonly runId: string;
  readonly reason: string;
  /** The lease ends by itself then. */
  readonly until: Instant;
  /** How promotional sends stand now, in marketing's words; kept from the first lease, to be restored after the last. */
  readonly promotionalBefore: string;
}

/** A lease is given back. One that ended, or was never granted, is given back as well. */
export interface ReleaseRequest extends Request {
  readonly type: 'release';
  readonly key: string;
}

/** A run has ended. */
export interface EndedNotice extends Request {
  readonly type: 'ended';
  readonly runId: string;
  readonly outcome: string;
}

/** A person paused a run, or let it go on. */
export interface PersonNotice extends Request {
  readonly type: 'paused' | 'resumed';
  readonly runId: string;
}

/** A person withdraws a start that waits for its turn. */
export interface WithdrawRequest extends Request {
  readonly type: 'withdraw';
  readonly runId: string;
  readonly by: string;
  readonly reason: string;
}

/** Time has passed. */
export interface TickNotice extends Request {
  readonly type: 'tick';
  /** Ids of the account's runs that were alive at `at`; what is not among them is taken as ended. Only runs that have begun
   * may count as running then. Absent: nobody looked. */
  readonly aliveRuns?: readonly string[];
  readonly account?: AccountFacts;
}

/** Another account turned out to be this one. */
export interface AbsorbNotice extends Request {
  readonly type: 'absorb';
  readonly from: string;
  /** What the coordinator of that account remembered last. */
  readonly theirs: Coordination;
  /** By the ids of contacts there, the ids of the same people here. */
  readonly same: Readonly<Record<string, string>>;
}

/** What the coordinator of an account is asked or told. */
export type CoordinationRequest =
  | StartRequest
  | TouchRequest
  | LeaseRequest
  | ReleaseRequest
  | EndedNotice
  | PersonNotice
  | WithdrawRequest
  | TickNotice
  | AbsorbNotice;

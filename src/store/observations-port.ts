/**
 * @module
 * The part of the store's port that knows the accounts: what sources saw, which account that is about, where each
 * account's fold stands, and what has to go out because of it.
 */
import type { Account } from '../domain/account';
import type { Incoming, Name, Observation, Refused, Source } from '../domain/observations';
import type { Instant } from '../domain/waits';

/** What became of one incoming item. */
export type Received =
  | {
      readonly kind: 'stored';
      readonly accountId: string;
      readonly newAccount: boolean;
      /** Other accounts to or from which something else went because of it. */
      readonly moved?: readonly string[];
    }
  | { readonly kind: 'repeated'; readonly accountId?: string }
  /** Kept until something tells which account the contact belongs to. */
  | { readonly kind: 'waiting' };

/** An observation as it is kept. */
export type Recorded = Observation & {
  readonly seq: number;
  readonly source: Source;
  readonly id: string;
  readonly accountId: string;
  readonly names: readonly Name[];
  readonly at: Instant;
};

/** An observation with how its account was told. */
export type Attributed = Recorded & {
  readonly receivedAt: Instant;
  /** `account`: it names its account itself. `names`: the names of its contact or record told it. */
  readonly by: 'account' | 'names';
};

export interface Observations {
  /**
   * Keeps what is new, attributes it to accounts and learns the names it brings, all or nothing. An account nobody has
   * heard of is made when the item names it. What names no account belongs to the one that its names tell, and to
   * another one or none when they tell that later: what came first does not matter.
   */
  receive(items: readonly Incoming[], receivedAt: Instant): Promise<readonly Received[]>;
  /** Of one account, in the order of arrival. */
  list(accountId: string, after?: number): Promise<readonly Recorded[]>;
  /** The last of one account, by when it happened, the latest first. */
  latest(accountId: string, limit: number): Promise<readonly Attributed[]>;
  /** How many there are of one account. */
  count(accountId: string): Promise<number>;
  /** Accounts that have observations their fold does not hold yet. */
  unfolded(limit: number): Promise<readonly string[]>;
  /** All accounts with observations, for what time alone brings. */
  accounts(): Promise<readonly string[]>;
  /** How many wait for their account to become known. */
  waiting(): Promise<number>;
  /** What waits, by whom or what it is about; that which waits longest first. */
  listWaiting(limit?: number): Promise<readonly WaitingObservations[]>;
  /** The names by which other systems call the account and its contacts. */
  namesOf(accountId: string): Promise<readonly KnownName[]>;
}

export interface KnownName {
  readonly name: Name;
  /** What it names: the account, a domain, somebody, or a record of the account such as a deal. */
  readonly kind: 'account' | 'domain' | 'contact' | 'record';
}

/** Observations of the same source about the same names, of which nobody knows yet to which account they belong. */
export interface WaitingObservations {
  readonly source: Source;
  /** Of the contact first, then of what else was named. */
  readonly names: readonly Name[];
  readonly count: number;
  /** When the first of them came. */
  readonly since: Instant;
  /** These accounts know one of the names, so that it tells none of them; empty where none is known. */
  readonly knownBy: readonly string[];
}

/** That somebody looked at a dead letter and nothing is to be done about it. */
export interface Dismissal {
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
}

export interface DeadLetter extends Refused {
  readonly key: string;
  readonly receivedAt: Instant;
  /** How often it came. */
  readonly times: number;
  readonly replayedAt?: Instant;
  readonly dismissed?: Dismissal;
}

export interface DeadLetters {
  add(letters: readonly Refused[], receivedAt: Instant): Promise<void>;
  get(key: string): Promise<DeadLetter | undefined>;
  /** Those neither replayed nor dismissed yet (`all`: these, too), oldest first. */
  list(filter?: { source?: Source; limit?: number; all?: boolean }): Promise<readonly DeadLetter[]>;
  /** How many there are, also of those that are not listed. */
  count(filter?: { source?: Source; all?: boolean }): Promise<number>;
  /** Marks as understood at last. */
  replayed(key: string, at: Instant): Promise<void>;
  /** Dismissed before, it stays as it was dismissed first; so does the same item when it comes again. */
  dismiss(key: string, dismissal: Dismissal): Promise<void>;
}

/** Something that has to reach running plays or the coordinator. */
export interface Outgoing {
  readonly id: string;
  readonly accountId: string;
  readonly kind: 'fact' | 'request';
  readonly payload: unknown;
  readonly at: Instant;
}

export interface HealthDay {
  readonly day: string;
  readonly score: number;
  readonly confidence: number;
  readonly segment?: string;
  readonly because: string;
}

/** What a fold came to. */
export interface Folded {
  readonly state: unknown;
  readonly account: Account;
  readonly health: readonly HealthDay[];
  readonly outgoing: readonly Outgoing[];
  /** Folded from the start: no day of health counts that is not among these. */
  readonly afresh?: boolean;
}

/** What is known before a fold. */
export interface Unfolded {
  readonly state?: unknown;
  /** The rules the state was folded with. */
  readonly rules?: string;
  /** What arrived since, in the order of arrival. */
  readonly later: readonly Recorded[];
  /** Everything, for a fold from the start. */
  all(): Promise<readonly Recorded[]>;
}

/** What became of a rule's asking for its play. */
export interface RuleAnswer {
  readonly rule: string;
  /** When the rule fired. */
  readonly at: Instant;
  readonly result: string;
}

/** What became of something that went out, in words. */
export interface Delivery {
  readonly id: string;
  readonly result: string;
}

export interface AccountStates {
  /**
   * Lets one fold at a time work on each of these accounts and keeps what they answer, all or nothing: state, account
   * record, health by day, and what has to go out, once per id. Answers what goes out for the first time, account by
   * account.
   */
  fold(
    accountIds: readonly string[],
    rules: string,
    at: Instant,
    work: (accountId: string, before: Unfolded) => Promise<Folded>,
  ): Promise<readonly Outgoing[]>;
  get(accountId: string): Promise<unknown>;
  health(accountId: string): Promise<readonly HealthDay[]>;
  /** Not delivered yet, oldest first. */
  undelivered(limit: number): Promise<readonly Outgoing[]>;
  delivered(deliveries: readonly Delivery[], at: Instant): Promise<void>;
  /** What became of the latest request of each rule, in words. */
  answers(accountId: string): Promise<readonly RuleAnswer[]>;
}

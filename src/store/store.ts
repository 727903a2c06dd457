/**
 * @module
 * The store's port: the account view and the read model of plays (design §5). One interface, two engines (PGlite in a
 * folder, PostgreSQL by `DATABASE_URL`), one contract suite. Every write is idempotent by its key.
 * Instants are ISO 8601 strings in UTC with milliseconds.
 */
import type { Account, Contract, Person } from '../domain/account';
import type { QueuedRequest } from '../domain/coordination';
import type { Remembered } from '../domain/coordinator-messages';
import type { Role } from '../domain/roles';
import type { CardState, TaskCard } from '../domain/tasks';
import type { Instant } from '../domain/waits';
import type { Desk } from './desk-port';
import type { AccountStates, DeadLetters, Observations } from './observations-port';

export type * from './desk-port';
export type * from './observations-port';

export interface Store {
  readonly engine: 'pglite' | 'postgres';
  readonly accounts: Accounts;
  readonly people: People;
  readonly runs: Runs;
  readonly tasks: Tasks;
  readonly desk: Desk;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly threadLines: ThreadLines;
  readonly marketing: Marketing;
  readonly meetings: Meetings;
  readonly documents: Documents;
  readonly observations: Observations;
  readonly deadLetters: DeadLetters;
  readonly accountStates: AccountStates;
  readonly coordination: CoordinationMemory;
  readonly merges: Merges;
  /** Answers when the database answers and takes what is written; rejects otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** What the coordinators of accounts remember, whoever kills them. */
export interface CoordinationMemory {
  load(accountId: string): Promise<Remembered | undefined>;
  save(accountId: string, remembered: Remembered): Promise<void>;
  /** The requests that wait for their turn, at one account or all of them; those that wait longest first. */
  queued(filter?: { accountId?: string; play?: string }): Promise<readonly QueuedStart[]>;
}

/** A request that waits at its account. */
export interface QueuedStart extends QueuedRequest {
  readonly accountId: string;
}

/** One account that became part of another one. */
export interface Merge {
  readonly fromId: string;
  readonly intoId: string;
  /** Who said so. */
  readonly by: string;
  readonly at: Instant;
}

/** A merge that is done. */
export interface Merged extends Merge {
  /** By the ids of contacts of the one, the ids of the same people in the other. */
  readonly same: Readonly<Record<string, string>>;
}

/** Accounts that turned out to be one. */
export interface Merges {
  /**
   * Everything known of `fromId` belongs to `intoId` from now on, in one step: what was observed, runs, tasks, decisions,
   * meetings, documents. Done before, it changes nothing. INVALID_RECORD when the two cannot be one.
   */
  merge(merge: Merge): Promise<Merged>;
  /**
   * What `merge` would do, without doing it: refused where that would be. `done`: it was done before, by whom and when.
   */
  preview(merge: Merge): Promise<Merged & { readonly done: boolean }>;
  /** The account that is meant by an id: the one it became part of, or itself. */
  current(accountId: string): Promise<string>;
  /** Which accounts became part of this one, in the order in which they did. */
  into(accountId: string): Promise<readonly Merged[]>;
  /** Those whose coordinator still remembers something of its own, or at which a play was just starting. */
  unfinished(): Promise<readonly Merged[]>;
  /**
   * The promotional pauses of the one are those of the other, its coordinator's memory is forgotten, and what was being
   * written in the moment of the merge moves as well.
   */
  takeRest(fromId: string, intoId: string): Promise<void>;
}

/** How an account stands, in short. */
export interface AccountStanding {
  readonly id: string;
  readonly name: string;
  /** As it was told last; absent while nothing tells it. */
  readonly health?: number;
  /** As it was told last; absent for an account that is no customer. */
  readonly segment?: string;
  /** A date. */
  readonly renewalOn?: string;
  /** Whoever holds that role; the name when it is known. */
  readonly csm?: { readonly email: string; readonly name?: string };
  /** Running or paused, those that began first in front. */
  readonly plays: readonly string[];
  /** It has neither contract nor team, as an account that an event made. */
  readonly unclaimed?: true;
}

export interface Accounts {
  /** Writes the whole record, replacing what was there. `at`: from when on it counts; now when absent. */
  save(account: Account, at?: Instant): Promise<void>;
  /** An account that became part of another one is answered as that one, with its id. */
  get(accountId: string): Promise<Account | undefined>;
  list(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** How all accounts stand, by name; or only those on which the person of this address holds a role. */
  standings(filter?: { heldBy?: string }): Promise<readonly AccountStanding[]>;
  /** Changes the contract once per key; the same key again changes nothing. */
  updateContract(key: string, accountId: string, change: Partial<Contract>, at?: Instant): Promise<void>;
  /** Gives one of ours a role on the account, once per key; the same key again changes nothing. */
  assignRole(key: string, accountId: string, holder: { role: Role; email: string }, at?: Instant): Promise<void>;
}

export interface People {
  save(person: Person): Promise<void>;
  byEmail(email: string): Promise<Person | undefined>;
  list(): Promise<readonly Person[]>;
}

export interface RunRow {
  readonly runId: string;
  readonly play: string;
  readonly accountId: string;
  readonly state: 'running' | 'paused' | 'ended';
  readonly phase: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly requestedBy: string;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
}

export interface Runs {
  /** Inserts the run; a run that exists stays as it is. */
  open(run: RunRow): Promise<void>;
  /** Changes what is given; an ended run is never reopened. */
  update(
    runId: string,
    change: Partial<Pick<RunRow, 'state' | 'phase' | 'outcome' | 'reason' | 'endedAt'>>,
  ): Promise<void>;
  get(runId: string): Promise<RunRow | undefined>;
  /** Newest first. */
  list(filter?: {
    accountId?: string;
    play?: string;
    /** In this state, or one of these. */
    state?: RunRow['state'] | readonly RunRow['state'][];
    limit?: number;
  }): Promise<readonly RunRow[]>;
}

export interface TaskRow {
  readonly taskId: string;
  readonly runId: string;
  readonly accountId: string;
  readonly card: TaskCard;
  readonly state: CardState;
  /** Whom it was given to, in order: owner or delegate first, then who it was escalated to. */
  readonly assignments: readonly Assignment[];
  readonly openedAt: Instant;
}

export interface Assignment {
  readonly role: Role;
  /** Of a person; of a channel, its name. */
  readonly email: string;
  /** It stands in this channel, as the house rules name it, for whoever of the account's team answers it. */
  readonly channel?: string;
  readonly due: Instant;
  readonly at: Instant;
  /** Why this person: `holds the role`, `stands in for …`, `escalated after …`. */
  readonly because: string;
  /** The key of the step by which they got it; absent: the first. */
  readonly step?: string;
  /** They no longer have it. */
  readonly passedOn?: boolean;
  /** To whom it went then, by name; `moved`: because the account changed hands, and not by an act of theirs. */
  readonly wentTo?: { readonly name: string; readonly moved?: boolean };
  /** They were only asked about it: they reply with a note, and decide nothing. */
  readonly consulted?: { readonly by: string; readonly text: string };
}

export interface Tasks {
  /** Inserts the task with its first assignment; returns what is stored, which is the earlier row when it existed. */
  open(task: TaskRow): Promise<TaskRow>;
  /** Adds an assignment once per step, else once per role, and returns the stored row; a closed task is returned unchanged. */
  assign(taskId: string, assignment: Assignment): Promise<TaskRow>;
  /** Replaces card and state of an open task (new version under review, new due time); a closed one stays. */
  update(
    taskId: string,
    change: { card?: TaskCard; state?: CardState; assignments?: readonly Assignment[] },
  ): Promise<TaskRow>;
  get(taskId: string): Promise<TaskRow | undefined>;
  /** Oldest first. `assignee`: in front of the person of this address to be answered, as owner, stand-in or by escalation. */
  list(filter: {
    runId?: string;
    accountId?: string;
    state?: CardState['kind'];
    assignee?: string;
  }): Promise<readonly TaskRow[]>;
}

/** What was decided, by whom and why; and what reached the customer. Append-only, one row per key. */
export interface LedgerEntry {
  readonly key: string;
  /** `ask`: what somebody at the customer was asked for and what became of it, in the words of `askInWords`. */
  readonly kind: 'decision' | 'touch' | 'outcome' | 'refusal' | 'verdict' | 'note' | 'task' | 'ask';
  readonly accountId: string;
  readonly runId?: string;
  readonly contactId?: string;
  /** In words, e.g. `Dana Reyes chose "Confirm"`. */
  readonly what: string;
  readonly reason?: string;
  readonly by: string;
  readonly at: Instant;
}

export interface Ledger {
  add(entry: LedgerEntry): Promise<void>;
  /** Oldest first. */
  list(filter: { accountId?: string; runId?: string; kind?: LedgerEntry['kind'] }): Promise<readonly LedgerEntry[]>;
}

/** Where an effect left its trace, e.g. Slack's channel and ts, or a Message-ID. JSON. */
export type Receipt = Readonly<Record<string, string | number>>;

export type Claim =
  /** Yours to perform. `attempt` > 1 means an earlier attempt may have succeeded unseen: look before repeating. */
  | { readonly kind: 'claimed'; readonly attempt: number; readonly firstAt: Instant }
  | { readonly kind: 'done'; readonly receipt: Receipt }
  /** Somebody else holds the claim until then. */
  | { readonly kind: 'busy'; readonly until: Instant }
  /** Withdrawn before it happened: never perform it. */
  | { readonly kind: 'void' };

/** One row per effect (design §2: effectively-once). Uses the database's real clock for leases. */
export interface Outbox {
  /** Atomically takes the key for `leaseMs`, unless it is done, void or held. */
  claim(key: string, leaseMs: number): Promise<Claim>;
  finish(key: string, receipt: Receipt): Promise<void>;
  /**
   * Gives an unfinished claim back at once, e.g. when the receiver surely refused. Keeps the attempt count. With the
   * `attempt` of the claim, only while that is still the latest: a late loser then cannot give away a newer claim.
   */
  release(key: string, attempt?: number): Promise<void>;
  /** Withdraws an effect that has not happened; answers `done` with its receipt when it has, `busy` while one is under way. */
  withdraw(key: string): Promise<Exclude<Claim, { kind: 'claimed' }>>;
  get(
    key: string,
  ): Promise<
    { readonly state: 'pending' | 'done' | 'void'; readonly attempts: number; readonly receipt?: Receipt } | undefined
  >;
}

/** Something that the thread of a run has to say. */
export interface ThreadLine {
  /** The line is said once per key. */
  readonly key: string;
  readonly runId: string;
  /**
   * Its moments are ISO 8601 instants, which every reader sees in their own zone. Absent: the thread's first message is to
   * show how the run stands.
   */
  readonly text?: string;
}

/** Lines from the moment they are known until they are said. */
export interface ThreadLines {
  /** Adds a line; one that waits already stays where it is. */
  add(line: ThreadLine): Promise<void>;
  /** What the run has still to say, in the order in which it was added. */
  waiting(runId: string): Promise<readonly ThreadLine[]>;
  /** The runs that have something to say. */
  runs(): Promise<readonly string[]>;
  remove(key: string): Promise<void>;
}

export interface Lease {
  readonly key: string;
  readonly accountId: string;
  readonly runId: string;
  readonly reason: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly liftedAt?: Instant;
}

export interface Enrolment {
  readonly key: string;
  readonly accountId: string;
  readonly contactId: string;
  readonly programme: string;
  readonly runId: string;
  readonly at: Instant;
  /** Since when they are no longer in it. */
  readonly leftAt?: Instant;
}

/** Who leaves a programme: everybody of the account, or only those whom one run entered. */
export interface Leaving {
  readonly accountId: string;
  readonly programme: string;
  readonly runId?: string;
  readonly at: Instant;
}

/** Marketing's own state: promotional sends pause by counted leases (playbook §8); contacts are in programmes. */
export interface Marketing {
  pause(lease: Omit<Lease, 'liftedAt'>): Promise<void>;
  lift(key: string, at: Instant): Promise<void>;
  leases(accountId: string): Promise<readonly Lease[]>;
  /** How promotional sends stand apart from leases; absent: they run. */
  standing(accountId: string): Promise<'running' | 'paused' | undefined>;
  /** Ops paused promotional sends, or let them run again, whatever leases say. */
  setStanding(accountId: string, standing: 'running' | 'paused'): Promise<void>;
  /** Whether promotional sends to the account are paused at that instant, by a lease or by ops. */
  paused(accountId: string, at: Instant): Promise<boolean>;
  enrol(enrolment: Omit<Enrolment, 'leftAt'>): Promise<void>;
  /** Whoever left before stays as they left; whoever enters after `at` stays in it. Answers the contacts who left at `at`. */
  leave(leaving: Leaving): Promise<readonly string[]>;
  /** Of those who left, too, oldest first. */
  enrolments(accountId: string): Promise<readonly Enrolment[]>;
}

export interface Meeting {
  /** The iCalendar UID. */
  readonly uid: string;
  readonly runId: string;
  readonly accountId: string;
  readonly title: string;
  readonly agenda: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly sequence: number;
  readonly status: 'confirmed' | 'cancelled';
  readonly organizer: string;
  readonly attendees: readonly { readonly name: string; readonly email: string; readonly side: 'ours' | 'theirs' }[];
}

export interface Meetings {
  /** Inserts or replaces by UID; a lower sequence than the stored one is ignored. Returns what is stored. */
  save(meeting: Meeting): Promise<Meeting>;
  get(uid: string): Promise<Meeting | undefined>;
  list(filter: { accountId?: string; runId?: string }): Promise<readonly Meeting[]>;
  /** Confirmed meetings of any of these people that overlap the span. */
  overlapping(emails: readonly string[], from: Instant, until: Instant): Promise<readonly Meeting[]>;
}

export interface Document {
  readonly documentId: string;
  readonly version: number;
  readonly runId: string;
  readonly accountId: string;
  readonly title: string;
  /** The template's data of this version. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Paths relative to the data folder. */
  readonly files: Readonly<Record<'html' | 'docx', string>>;
  /** SHA-256 of the HTML: what was approved is what is sent. */
  readonly sha256: string;
  readonly by: string;
  readonly at: Instant;
}

export interface Documents {
  /** Inserts once per document id and version; returns what is stored. */
  save(document: Document): Promise<Document>;
  get(documentId: string, version?: number): Promise<Document | undefined>;
  list(filter: { accountId?: string; runId?: string }): Promise<readonly Document[]>;
}

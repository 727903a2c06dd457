/**
 * @module
 * The tables of the store. After a change: `npx drizzle-kit generate --name <what-changes>`.
 * Columns hold what is filtered, joined or ordered by; `jsonb` holds the rest of a record as it is.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { Account, Contact, Person } from '../domain/account';
import type { Observation, ObservationType, Source } from '../domain/observations';
import type { CardState, TaskCard } from '../domain/tasks';
import { instant } from './columns';
import type { Assignment, Dismissal, Document, LedgerEntry, Meeting, Receipt, RunRow } from './store';

export const accounts = pgTable(
  'accounts',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    tier: text().$type<Account['tier']>().notNull(),
    /** Absent before the sale. */
    renewalOn: date('renewal_on', { mode: 'string' }),
    /** The account without its contacts. */
    record: jsonb().$type<Omit<Account, 'contacts'>>().notNull(),
  },
  (t) => [index('accounts_by_name').on(t.name, t.id), index('accounts_by_renewal').on(t.renewalOn)],
);

export const contacts = pgTable(
  'contacts',
  {
    accountId: text('account_id').notNull(),
    contactId: text('contact_id').notNull(),
    /** Their place in the account's list. */
    position: smallint().notNull(),
    /** In lower case. */
    email: text().notNull(),
    seniority: text().$type<Contact['seniority']>().notNull(),
    joinedAt: instant('joined_at'),
    record: jsonb().$type<Contact>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.contactId] }),
    foreignKey({ columns: [t.accountId], foreignColumns: [accounts.id] }).onDelete('cascade'),
    index('contacts_by_email').on(t.email),
  ],
);

export const people = pgTable('people', {
  /** In lower case. */
  email: text().primaryKey(),
  record: jsonb().$type<Person>().notNull(),
});

export const runs = pgTable(
  'runs',
  {
    runId: text('run_id').primaryKey(),
    play: text().notNull(),
    accountId: text('account_id').notNull(),
    state: text().$type<RunRow['state']>().notNull(),
    phase: text().notNull(),
    outcome: text(),
    reason: text(),
    requestedBy: text('requested_by').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('runs_by_start').on(t.startedAt),
    index('runs_by_account').on(t.accountId, t.startedAt),
    index('runs_by_play').on(t.play, t.startedAt),
    index('runs_by_state').on(t.state, t.startedAt),
  ],
);

export const tasks = pgTable(
  'tasks',
  {
    taskId: text('task_id').primaryKey(),
    runId: text('run_id').notNull(),
    accountId: text('account_id').notNull(),
    card: jsonb().$type<TaskCard>().notNull(),
    state: jsonb().$type<CardState>().notNull(),
    /** `state.kind`, to filter by. */
    stateKind: text('state_kind').$type<CardState['kind']>().notNull(),
    assignments: jsonb().$type<readonly Assignment[]>().notNull(),
    openedAt: instant('opened_at').notNull(),
  },
  (t) => [
    index('tasks_by_run').on(t.runId, t.openedAt),
    index('tasks_by_account').on(t.accountId, t.openedAt),
    index('tasks_by_state').on(t.stateKind, t.openedAt),
    index('tasks_open_by_assignee')
      .using('gin', sql`${t.assignments} jsonb_path_ops`)
      .where(sql`${t.stateKind} = 'open'`),
  ],
);

export const ledger = pgTable(
  'ledger',
  {
    key: text().primaryKey(),
    /** Order of arrival, for entries of the same instant. */
    seq: bigserial({ mode: 'number' }).notNull(),
    kind: text().$type<LedgerEntry['kind']>().notNull(),
    accountId: text('account_id').notNull(),
    runId: text('run_id'),
    contactId: text('contact_id'),
    what: text().notNull(),
    reason: text(),
    by: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index('ledger_by_account').on(t.accountId, t.at, t.seq),
    index('ledger_by_run').on(t.runId, t.at, t.seq),
    index('ledger_by_kind').on(t.kind, t.at, t.seq),
  ],
);

export const outbox = pgTable('outbox', {
  key: text().primaryKey(),
  state: text().$type<'pending' | 'done' | 'void'>().notNull(),
  attempts: integer().notNull(),
  firstAt: instant('first_at').notNull(),
  /** Until when the last claim holds; null when it was given back or the row is settled. */
  leasedUntil: instant('leased_until'),
  receipt: jsonb().$type<Receipt>(),
});

export const marketingLeases = pgTable(
  'marketing_leases',
  {
    key: text().primaryKey(),
    accountId: text('account_id').notNull(),
    runId: text('run_id').notNull(),
    reason: text().notNull(),
    from: instant('from_at').notNull(),
    until: instant('until_at').notNull(),
    liftedAt: instant('lifted_at'),
  },
  (t) => [index('marketing_leases_by_account').on(t.accountId, t.from)],
);

/** How promotional sends to an account stand apart from leases. */
export const promotions = pgTable('promotions', {
  accountId: text('account_id').primaryKey(),
  standing: text().$type<'running' | 'paused'>().notNull(),
});

/** What the coordinator of an account remembers. */
export const coordination = pgTable('coordination', {
  accountId: text('account_id').primaryKey(),
  remembered: jsonb().$type<unknown>().notNull(),
  savedAt: instant('saved_at')
    .notNull()
    .default(sql`clock_timestamp()`),
});

export const enrolments = pgTable(
  'enrolments',
  {
    key: text().primaryKey(),
    accountId: text('account_id').notNull(),
    contactId: text('contact_id').notNull(),
    programme: text().notNull(),
    runId: text('run_id').notNull(),
    at: instant().notNull(),
    leftAt: instant('left_at'),
  },
  (t) => [index('enrolments_by_account').on(t.accountId, t.at)],
);

export const meetings = pgTable(
  'meetings',
  {
    uid: text().primaryKey(),
    runId: text('run_id').notNull(),
    accountId: text('account_id').notNull(),
    title: text().notNull(),
    agenda: text().notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    sequence: integer().notNull(),
    status: text().$type<Meeting['status']>().notNull(),
    organizer: text().notNull(),
    attendees: jsonb().$type<Meeting['attendees']>().notNull(),
    /** E-mails of organizer and attendees in lower case, to look for overlaps. */
    people: text().array().notNull(),
  },
  (t) => [
    index('meetings_by_account').on(t.accountId, t.startsAt),
    index('meetings_by_run').on(t.runId, t.startsAt),
    index('meetings_by_people').using('gin', t.people),
  ],
);

export const documents = pgTable(
  'documents',
  {
    documentId: text('document_id').notNull(),
    version: integer().notNull(),
    runId: text('run_id').notNull(),
    accountId: text('account_id').notNull(),
    title: text().notNull(),
    data: jsonb().$type<Document['data']>().notNull(),
    files: jsonb().$type<Document['files']>().notNull(),
    sha256: text().notNull(),
    by: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.version] }),
    index('documents_by_account').on(t.accountId, t.at),
    index('documents_by_run').on(t.runId, t.at),
  ],
);

/** What sources saw, in the order in which it arrived. */
export const observations = pgTable(
  'observations',
  {
    /** `<source>:<sender's id>`, with a unit separator and a number for the further ones of one item. */
    key: text().primaryKey(),
    seq: bigserial({ mode: 'number' }).notNull(),
    source: text().$type<Source>().notNull(),
    /** The sender's id. */
    id: text().notNull(),
    /** Null until it is known which account the contact belongs to. */
    accountId: text('account_id'),
    /** The contact's names. */
    names: text().array().notNull(),
    type: text().$type<ObservationType>().notNull(),
    data: jsonb().$type<Observation['data']>().notNull(),
    at: instant().notNull(),
    receivedAt: instant('received_at').notNull(),
    /** What can tell its account where nothing names it; such a one may come to another account. See `Told`. */
    clues: text().array(),
  },
  (t) => [
    index('observations_by_account').on(t.accountId, t.seq),
    index('observations_by_time').on(t.at),
    index('observations_waiting')
      .on(t.seq)
      .where(sql`account_id is null`),
    index('observations_by_clue')
      .using('gin', t.clues)
      .where(sql`clues is not null`),
  ],
);

/** Which account another system's name of an account means. */
export const names = pgTable('names', { name: text().primaryKey(), accountId: text('account_id').notNull() }, (t) => [
  index('names_by_account').on(t.accountId),
]);

/**
 * Which accounts know a domain, a contact, or a record of theirs such as a deal by a name. By one that several know nobody
 * can be told apart.
 */
export const claims = pgTable(
  'claims',
  {
    name: text().notNull(),
    accountId: text('account_id').notNull(),
    kind: text().$type<'domain' | 'contact' | 'record'>().notNull(),
    /** 0: told together with a name of the account; else how many steps from there. All claims of a name have one rank. */
    rank: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.accountId] }), index('claims_by_account').on(t.accountId)],
);

/** One row, written to see whether anything can be written. */
export const probes = pgTable('probes', { id: smallint().primaryKey(), at: instant().notNull() });

/** Accounts that became part of another one; what is asked of them is asked of that one. */
export const merges = pgTable(
  'merges',
  {
    fromId: text('from_id').primaryKey(),
    /** Never an account that was merged itself. */
    intoId: text('into_id').notNull(),
    by: text().notNull(),
    at: instant().notNull(),
    /** By the ids of contacts of the one, the ids of the same people in the other. */
    same: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
  },
  (t) => [index('merges_by_account').on(t.intoId)],
);

/** What could not be understood, whole, with its reason. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    /** SHA-256 over source, call and item: the same item again is the same letter. */
    key: text().primaryKey(),
    seq: bigserial({ mode: 'number' }).notNull(),
    source: text().$type<Source>().notNull(),
    id: text(),
    code: text().notNull(),
    reason: text().notNull(),
    raw: jsonb().$type<unknown>().notNull(),
    receivedAt: instant('received_at').notNull(),
    times: integer().notNull().default(1),
    /** When a replay was understood at last. */
    replayedAt: instant('replayed_at'),
    /** That nothing is to be done about it. */
    dismissed: jsonb().$type<Dismissal>(),
  },
  (t) => [index('dead_letters_open').on(t.replayedAt, t.seq)],
);

/** Where the fold of an account stands. */
export const accountStates = pgTable('account_states', {
  accountId: text('account_id').primaryKey(),
  state: jsonb().$type<unknown>().notNull(),
  /** The rules it was folded with. */
  rules: text().notNull(),
  /** The last observation, by arrival, that is in it. */
  seq: bigint({ mode: 'number' }).notNull(),
  foldedAt: instant('folded_at').notNull(),
  /** Set when something that is in it belongs elsewhere: it is to be folded from the start. */
  lost: bigint({ mode: 'number' }),
});

/** Health by day, with the reason of its last change. */
export const healthDays = pgTable(
  'health_days',
  {
    accountId: text('account_id').notNull(),
    day: date({ mode: 'string' }).notNull(),
    score: integer().notNull(),
    confidence: real().notNull(),
    segment: text(),
    because: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.day] })],
);

/** Facts for running plays and requests to start plays, from the moment they are known until they are delivered. */
export const outgoing = pgTable(
  'outgoing',
  {
    id: text().primaryKey(),
    seq: bigserial({ mode: 'number' }).notNull(),
    accountId: text('account_id').notNull(),
    kind: text().$type<'fact' | 'request'>().notNull(),
    payload: jsonb().$type<unknown>().notNull(),
    at: instant().notNull(),
    deliveredAt: instant('delivered_at'),
    /** What became of it, in words. */
    result: text(),
  },
  (t) => [
    index('outgoing_open')
      .on(t.seq)
      .where(sql`delivered_at is null`),
    index('outgoing_by_account').on(t.accountId, t.at),
  ],
);

/** What a run's thread has still to say, in the order in which it happened. The outbox knows what was said. */
export const threadLines = pgTable(
  'thread_lines',
  {
    key: text().primaryKey(),
    seq: bigserial({ mode: 'number' }).notNull(),
    runId: text('run_id').notNull(),
    /** Absent: only how the run stands is to be shown. */
    text: text(),
  },
  (t) => [index('thread_lines_by_run').on(t.runId, t.seq)],
);

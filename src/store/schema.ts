/**
 * @module
 * The tables of the store. After a change: `npx drizzle-kit generate --name <what-changes>`.
 * Columns hold what is filtered, joined or ordered by; `jsonb` holds the rest of a record as it is.
 */
import { sql } from 'drizzle-orm';
import {
  bigserial,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { Account, Contact, Contract, Person } from '../domain/account';
import type { CardState, TaskCard } from '../domain/tasks';
import { instant } from './columns';
import type { Assignment, Document, LedgerEntry, Meeting, Receipt, RunRow } from './store';

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

/** Contract changes that were made, by key. */
export const contractChanges = pgTable('contract_changes', {
  key: text().primaryKey(),
  accountId: text('account_id').notNull(),
  change: jsonb().$type<Partial<Contract>>().notNull(),
  at: instant()
    .notNull()
    .default(sql`clock_timestamp()`),
});

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

export const enrolments = pgTable(
  'enrolments',
  {
    key: text().primaryKey(),
    accountId: text('account_id').notNull(),
    contactId: text('contact_id').notNull(),
    programme: text().notNull(),
    runId: text('run_id').notNull(),
    at: instant().notNull(),
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

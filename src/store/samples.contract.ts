import { randomUUID } from 'node:crypto';
import { accountSchema, type Account, type Contact, type Person } from '../domain/account';
import { taskCardSchema, type TaskCard } from '../domain/tasks';
import type { Assignment, Document, LedgerEntry, Meeting, RunRow, TaskRow } from './store';

/** A key that no other test uses: `fresh('run')`. */
export const fresh = (kind: string): string => `${kind}-${randomUUID()}`;

/** An instant of one morning: `at(5)` is five minutes past nine. */
export const at = (minutes: number): string => new Date(Date.UTC(2026, 2, 2, 9, minutes)).toISOString();

export function contact(change: Partial<Contact> = {}): Contact {
  return {
    id: fresh('contact'),
    name: 'Dana Reyes',
    email: 'dana.reyes@acme.example',
    seniority: 'vp',
    committeeRole: 'champion',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    consent: 'granted',
    joinedAt: '2026-02-10T08:30:00+01:00',
    ...change,
  };
}

export function account(change: Partial<Account> = {}): Account {
  return accountSchema.parse({
    id: fresh('account'),
    name: 'Acme Corp',
    timeZone: 'America/New_York',
    country: 'US',
    tier: 'one-to-few',
    contract: {
      plan: 'Team',
      seats: 100,
      seatPrice: 480.5,
      currency: 'USD',
      limits: [{ name: 'seats', used: 94, limit: 100 }],
      arr: 48_050,
      renewalOn: '2026-11-30',
    },
    contacts: [contact(), contact({ name: 'Lee Okafor', email: 'lee@acme.example', seniority: 'manager' })],
    team: { csm: 'priya@vendor.example', ae: 'tom@vendor.example' },
    valueSoFar: ['Cut time to close the books from nine days to four.'],
    ...change,
  });
}

export function person(change: Partial<Person> = {}): Person {
  return {
    email: `${fresh('priya')}@vendor.example`,
    name: 'Priya Shah',
    timeZone: 'Europe/London',
    country: 'GB',
    ...change,
  };
}

export function run(change: Partial<RunRow> = {}): RunRow {
  return {
    runId: fresh('run'),
    play: 'expansion',
    accountId: fresh('account'),
    state: 'running',
    phase: 'CS confirms',
    requestedBy: 'trigger usage.limit-approached',
    startedAt: at(0),
    ...change,
  };
}

export const assignment = (change: Partial<Assignment> = {}): Assignment => ({
  role: 'csm',
  email: 'priya@vendor.example',
  due: at(480),
  at: at(0),
  because: 'holds the role',
  ...change,
});

export function card(change: Partial<TaskCard> = {}): TaskCard {
  return taskCardSchema.parse({
    taskId: 'task',
    runId: 'run',
    play: 'expansion',
    playTitle: 'Expansion',
    accountId: 'acme',
    accountName: 'Acme Corp',
    phase: 'CS confirms',
    role: 'csm',
    question: 'Is Acme Corp ready to expand?',
    evidence: [{ label: 'Seats in use', value: '94 of 100 (94 %)' }],
    choices: [{ id: 'confirm', label: 'Confirm', effect: 'Discovery starts.', style: 'primary' }],
    ...change,
  });
}

export function task(change: Partial<TaskRow> = {}): TaskRow {
  return {
    taskId: fresh('task'),
    runId: fresh('run'),
    accountId: fresh('account'),
    card: card(),
    state: { kind: 'open', due: at(480) },
    assignments: [assignment()],
    openedAt: at(0),
    ...change,
  };
}

export function entry(change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    key: fresh('entry'),
    kind: 'decision',
    accountId: fresh('account'),
    what: 'Priya Shah chose "Confirm"',
    by: 'priya@vendor.example',
    at: at(0),
    ...change,
  };
}

export function meeting(change: Partial<Meeting> = {}): Meeting {
  return {
    uid: `${fresh('meeting')}@playmaker`,
    runId: fresh('run'),
    accountId: fresh('account'),
    title: 'Business review',
    agenda: 'What changed, what is next.',
    startsAt: at(0),
    endsAt: at(30),
    sequence: 0,
    status: 'confirmed',
    organizer: 'sponsor@vendor.example',
    attendees: [{ name: 'Dana Reyes', email: 'dana.reyes@acme.example', side: 'theirs' }],
    ...change,
  };
}

export function document(change: Partial<Document> = {}): Document {
  return {
    documentId: fresh('document'),
    version: 1,
    runId: fresh('run'),
    accountId: fresh('account'),
    title: 'Proposal for Acme Corp',
    data: { seats: 120, price: 57_660.5, notes: ['annual', null, { discount: false }] },
    files: { html: 'documents/p-1.html', docx: 'documents/p-1.docx' },
    sha256: 'a'.repeat(64),
    by: 'playmaker',
    at: at(0),
    ...change,
  };
}

import type { InboxMail, InboxMessage } from '../../../temporal-dev/inbox';
import type { TaskRow } from '../../../src/store';
import type { Evidence, Letter, Ran } from '../evidence';
import { Log } from '../log';
import { RULES } from '.';

/** Tuesday, 2 March 2027, ten in the morning in New York. */
const AT = Date.parse('2027-03-02T15:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RUN = 'play/expansion/acme/1';
const SAVE = 'play/retention-save/acme/1';
const BEN = { accountId: 'acme', id: 'ben', name: 'Ben', email: 'ben@acme.example' };
const ben = { ...BEN, timeZone: 'America/New_York', country: 'US' };
const instant = (at: number) => new Date(at).toISOString();

function letter(at: number, change: Partial<Letter> & { subject?: string } = {}): Letter {
  const { subject = `Mail of ${instant(at)}`, ...rest } = change;
  const mail = { subject, text: subject, recipients: [ben.email], at: new Date(at) } as unknown as InboxMail;
  return { mail, at, contact: ben, runId: RUN, isAnswer: false, ...rest };
}

const ran = (runId: string, from: number, until: number | undefined, change: Partial<Ran> = {}): Ran => ({
  ...{ runId, play: runId.split('/')[1]!, accountId: 'acme', phase: '', requestedBy: 'ops', startedAt: instant(from) },
  ...{ state: 'ended', outcome: 'cancelled', status: 'COMPLETED', events: 100 },
  ...(until !== undefined && { endedAt: instant(until) }),
  result: { outcome: 'cancelled', reason: '', reachedGoal: false, endedAt: instant(until ?? from) },
  ...change,
});

const task = (taskId: string, from: number, until: number | undefined): TaskRow =>
  ({
    ...{
      taskId,
      runId: RUN,
      accountId: 'acme',
      openedAt: instant(from),
      card: { play: 'expansion', question: 'Ready?' },
    },
    state: until === undefined ? { kind: 'open' } : { kind: 'closed', at: instant(until) },
    assignments: [{ email: 'dana@playmaker.example', at: instant(from) }],
  }) as unknown as TaskRow;

/** Two mails a week apart to somebody who consented and is satisfied, by a run that has ended. */
function evidence(change: Partial<Evidence> = {}, told: (log: Log) => void = () => undefined): Evidence {
  const log = new Log();
  log.contacts.push(ben);
  log.consents.push({ ...BEN, at: 0, consent: 'granted' });
  log.answers.push({ ...BEN, at: AT - DAY, kind: 'nps', score: 9 });
  told(log);
  const lists = {
    invitations: [],
    unknown: [],
    mails: [],
    messages: [],
    words: [],
    leases: [],
    ledger: [],
    errors: [],
  };
  return {
    ...{
      ...lists,
      log,
      at: AT + 30 * DAY,
      steps: new Map(),
      tasks: [task('1', AT, AT + DAY), task('2', AT + DAY, AT + 2 * DAY)],
    },
    letters: [letter(AT), letter(AT + 7 * DAY, { asked: 'Pulse: asked' })],
    runs: [ran(RUN, AT - DAY, AT + 20 * DAY)],
    ...change,
  };
}

const brokenBy = (found: Evidence): string[] =>
  RULES.filter(({ broken }) => broken(found).length > 0).map(({ rule }) => rule);

it('nothing is wrong where all is well', () => {
  expect(brokenBy(evidence())).toEqual([]);
});

const button = {
  messages: [{ to: 'dana@playmaker.example', at: new Date(AT), text: '', blocks: [{ type: 'actions' }] }],
};
const twice = (key: string) => ({ ...button.messages[0], blocks: [], metadata: { event_payload: { key } } });
const others = ['b', 'c', 'd', 'e', 'f'].map((name) => ({ ...ben, email: `${name}@acme.example` }));
const lease = { key: '1', accountId: 'acme', runId: RUN, reason: '', from: instant(AT), until: instant(AT + 90 * DAY) };

const breaches: readonly (readonly [rule: string, change: Partial<Evidence>, told?: (log: Log) => void])[] = [
  ['at most 2 customer-facing', { letters: [0, 1, 6].map((day) => letter(AT + day * DAY)) }],
  [
    'at most 5 customer-facing',
    { letters: [ben, ...others].map((contact, index) => letter(AT + index * HOUR, { contact })) },
    (log) => others.forEach(({ email }) => log.consents.push({ ...BEN, email, at: 0, consent: 'granted' })),
  ],
  ['without their consent', {}, (log) => log.consents.push({ ...BEN, at: AT - HOUR, consent: 'withdrawn' })],
  ['without their consent', {}, (log) => log.consents.splice(0)],
  [
    'without their consent',
    { letters: [], invitations: [letter(AT).mail] },
    (log) => log.consents.push({ ...BEN, at: AT - HOUR, consent: 'withdrawn' }),
  ],
  ['in quiet hours', { letters: [letter(AT + 9 * HOUR)] }],
  ['in quiet hours', { letters: [letter(Date.parse('2027-03-06T15:00:00.000Z'))] }],
  ['in quiet hours', { letters: [letter(Date.parse('2027-01-01T15:00:00.000Z'))] }],
  ['whose mail comes back', {}, (log) => log.bounces.push({ ...BEN, at: AT - HOUR })],
  ['stands in the ledger', { unknown: [letter(AT).mail] }],
  ['favour is asked only', { letters: [letter(AT, { asked: 'Review: asked' })] }, (log) => log.answers.splice(0)],
  [
    'favour is asked only',
    { letters: [letter(AT, { asked: 'Review: asked' })] },
    (log) => log.answers.push({ ...BEN, at: AT - HOUR, kind: 'nps', score: 8 }),
  ],
  ['favour is asked only', { letters: [letter(AT + 100 * DAY, { asked: 'Review: asked' })] }],
  ['two pulses in 30 days', { letters: [0, 29].map((day) => letter(AT + day * DAY, { asked: 'Pulse: asked' })) }],
  ['the same mail twice', { letters: [0, 20].map((day) => letter(AT + day * DAY, { subject: 'Hello' })) }],
  ['asked the same while', { tasks: [task('1', AT, AT + 2 * DAY), task('2', AT + DAY, AT + 2 * DAY)] }],
  ['no Slack message comes twice', { messages: [twice('1'), twice('1')] as unknown as InboxMessage[] }],
  ['never run together', { runs: [ran(RUN, AT, AT + 9 * DAY), ran(`${RUN}2`, AT + DAY, AT + 9 * DAY)] }],
  ['stand still', { runs: [ran(RUN, AT - DAY, AT + 9 * DAY), ran(SAVE, AT - HOUR, AT + 9 * DAY)] }],
  ['an outcome of its contract', { runs: [ran(RUN, AT, undefined, { state: 'running', outcome: undefined })] }],
  ['an outcome of its contract', { runs: [ran(RUN, AT, AT + DAY, { outcome: 'saved' })] }],
  ['an outcome of its contract', { runs: [ran(RUN, AT, AT + DAY, { status: 'FAILED', result: undefined })] }],
  ['an outcome of its contract', { runs: [ran(RUN, AT, AT + DAY, { outcome: 'won' })] }],
  ['marketing pause ends', { leases: [lease] }],
  ['fewer than 2,000 events', { runs: [ran(RUN, AT, AT + DAY, { events: 2000 })] }],
  ['every task is closed', { tasks: [task('1', AT, undefined)] }],
  ['no card has buttons', button as unknown as Partial<Evidence>],
  ['no text has a gap', { words: [{ at: AT, where: ben.email, fault: 'a placeholder: undefined' }] }],
  ['every click is answered', {}, (log) => log.idle.push('a click')],
  ['nothing of ours fails', { errors: ['an interaction failed'] }],
];

it.each(breaches.map(([rule, change, told = () => undefined]) => ({ rule, change, told })))(
  '“$rule” is named when it is broken, and no other rule',
  ({ rule, change, told }) => {
    expect(brokenBy(evidence(change, told))).toEqual([expect.stringContaining(rule)]);
  },
);

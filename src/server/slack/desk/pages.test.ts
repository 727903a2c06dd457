import fc from 'fast-check';
import { checkHomeView, checkMessageBlocks } from '../../../../temporal-dev/inbox/slack/block-limits';
import type { RunRow, TaskRow, TeamAccount } from '../../../store/store';
import { PEOPLE } from '../../testing/acme.fixture';
import { checkinCard } from '../../testing/checkin-card.fixture';
import { checkinContract } from '../../testing/checkin-contract.fixture';
import { accountPage, TASKS_ON_ACCOUNT, type AccountDesk } from './account-page';
import { homeView, overview, TASKS_SHOWN } from './overview';
import { tasksInWords } from './task-lines';
import { PAGE_SIZE, taskPage, tasksPage } from './task-pages';
import { verdictInWords } from './verdict-words';

const AT = '2026-03-02T09:00:00.000Z';
/** As long as texts can be, also with what Slack wants escaped. */
const text = (max: number) =>
  fc.oneof(
    fc.string({ minLength: 1, maxLength: max }),
    fc.constantFrom('&'.repeat(max), 'é😀'.repeat(max / 3), '\n'.repeat(max)),
  );

const task = fc
  .record({ name: text(200), question: text(3000), onHold: fc.option(text(300), { nil: undefined }) })
  .map(({ name, question, onHold }): TaskRow => {
    const card = { ...checkinCard('play/checkin/acme/x', 'acme'), accountName: name, playTitle: name, question };
    const assignments = PEOPLE.map(({ email }) => ({ role: 'csm', email, due: AT, at: AT, because: '' }) as const);
    return { ...card, card, state: { kind: 'open', due: AT, onHold }, assignments, openedAt: AT };
  });
const health = fc.record({
  ...{ day: fc.constant('2026-03-02'), score: fc.nat(100), confidence: fc.constant(1), because: text(3000) },
  segment: fc.constantFrom('at-risk', 'expansion-ready', 'champion', 'stable', undefined, 'new one'),
});
const account = fc
  .record({ name: text(200), health: fc.option(health, { nil: undefined }) })
  .map((given): TeamAccount => ({ id: 'acme', roles: ['csm'], ...given }));
const tasks = (most: number) => fc.array(task, { maxLength: most, minLength: most - 1 });
const textsIn = (blocks: unknown): number => {
  if (typeof blocks !== 'object' || blocks === null) return 0;
  return Object.entries(blocks).reduce(
    (sum, [key, each]: [string, unknown]) =>
      sum + (key === 'text' && typeof each === 'string' ? each.length : textsIn(each)),
    0,
  );
};
/** Beyond about 11,000 characters Slack refuses a message. */
const expectMessage = (blocks: unknown) => {
  expect(() => checkMessageBlocks(blocks)).not.toThrow();
  expect(textsIn(blocks)).toBeLessThan(10_800);
};

it('the overview is a view that Slack takes, however much there is', () => {
  fc.assert(
    fc.property(
      tasks(TASKS_SHOWN),
      fc.array(account, { maxLength: 90, minLength: 80 }),
      fc.nat(9000),
      (shown, accounts, more) => {
        const page = { tasks: shown, total: shown.length + more, onHold: 0, overdue: more };
        expect(() => checkHomeView(homeView(overview({ page, accounts, at: AT })))).not.toThrow();
      },
    ),
    { numRuns: 10 },
  );
});

it.each([
  [{ total: 0, onHold: 0, overdue: 0 }, 'Nothing waits for you. What needs you will appear here.'],
  [{ total: 1, onHold: 0, overdue: 1 }, '1 task waits for you and is overdue.'],
  [{ total: 5, onHold: 1, overdue: 2 }, '4 tasks wait for you, 2 of them overdue. 1 more is on hold.'],
  [{ total: 3, onHold: 2, overdue: 0 }, '1 task waits for you. 2 more are on hold.'],
  [{ total: 1, onHold: 1, overdue: 0 }, 'Nothing waits for you now: 1 task is on hold.'],
  [{ total: 2, onHold: 2, overdue: 0 }, 'Nothing waits for you now: 2 tasks are on hold.'],
])('what waits is counted without what is on hold: %p', (counts, words) => {
  expect(tasksInWords(counts)).toBe(words);
});

it('pages of tasks and single cards are messages that Slack takes', () => {
  fc.assert(
    fc.property(tasks(PAGE_SIZE), (shown) => {
      expectMessage(tasksPage({ page: { tasks: shown, total: 500, onHold: 0, overdue: 3 }, offset: 20, at: AT }));
      for (const each of shown.slice(0, 2)) expectMessage(taskPage(each, PEOPLE[0]!));
    }),
    { numRuns: 10 },
  );
});

it('the page of an account is a message that Slack takes, however much goes on', () => {
  const run = text(3000).map((phase): RunRow => ({
    ...{ runId: 'play/checkin/acme/x', play: 'checkin', accountId: 'acme', state: 'paused', phase },
    ...{ requestedBy: phase, startedAt: AT },
  }));
  fc.assert(
    fc.property(
      tasks(TASKS_ON_ACCOUNT),
      fc.array(run, { maxLength: 8, minLength: 6 }),
      health,
      text(3000),
      (shown, runs, state, because) => {
        const request = {
          type: 'start',
          id: 'q',
          at: AT,
          play: 'checkin',
          key: 'k',
          runId: 'r',
          requestedBy: because,
          chain: [],
        } as const;
        const queued = {
          request: { ...request, account: { hasContract: true, reach: 'open' } as const },
          since: AT,
          until: AT,
          because,
        };
        const desk: AccountDesk = {
          ...{ accountId: 'acme', name: because, health: state, roles: ['csm'], runs, people: PEOPLE, at: AT },
          queued: Array.from({ length: 6 }, () => ({ ...queued, accountId: 'acme' })),
          tasks: { shown, total: 600 },
          catalogue: [{ ...checkinContract, title: because }],
          previews: Array.from({ length: 14 }, () => ({
            play: 'checkin',
            verdict: { kind: 'queued', until: AT, because } as const,
          })),
        };
        expectMessage(accountPage(desk));
      },
    ),
    { numRuns: 10 },
  );
});

it.each([
  [{ kind: 'admitted', runId: 'r' } as const, 'would start now: It is so.'],
  [{ kind: 'held-out' } as const, 'would not start: It is so.'],
  [{ kind: 'declined', code: 'resting' } as const, 'would be declined: It is so.'],
  [{ kind: 'existing', runId: 'r' } as const, 'would not be started again: It is so.'],
])('what the coordinator would say is said in words: %j', (verdict, words) => {
  expect(verdictInWords({ ...verdict, because: 'it is so' }, 100)).toBe(words);
});

it('moments in reasons appear in the zone of the reader', () => {
  const words = verdictInWords({ kind: 'held-out', because: 'rests until 2026-03-02 09:00 UTC' }, 100);
  expect(words).toMatch(/^would not start: Rests until <!date\^1772442000\^.*\|2 March 2026, 09:00 UTC>\.$/);
});

it('a name that looks like Slack markup stays text', () => {
  const blocks = overview({
    page: { tasks: [], total: 0, onHold: 0, overdue: 0 },
    accounts: [{ id: 'x', name: '<!channel>', roles: ['csm'] }],
    at: AT,
  });
  const texts = JSON.stringify(blocks.map((block) => ('text' in block ? block.text : undefined)));
  expect(texts).toContain('*&lt;!channel&gt;*');
  expect(texts).not.toContain('<!channel>');
});

/** Tasks that stand in a channel of Slack, posted and found again as Slack sees it. */
import { createTexts } from '../texts';
import { createThreads, type RunningThreads, type UnusableChannel } from '../threads';
import { messageRulesSchema } from '../../src/domain/message-rules';
import type { TaskCard } from '../../src/domain/tasks';
import { businessDays } from '../../src/domain/waits';
import { createNotifyActivities } from './notify';
import { account, card, keyOf, PEOPLE, shownBy, startNotifyStage, type NotifyStage } from './notify-stage.fixture';
import type { NotifyActivities } from './port';

const AT = '2026-03-02T09:00:00.000Z';
const CHANNEL = '#cs';

let stage: NotifyStage;
let threads: RunningThreads;
let notify: NotifyActivities;
let unusable: UnusableChannel[];
let tasks = 0;

beforeAll(async () => {
  stage = await startNotifyStage();
  const { store, slack, mailer, links } = stage;
  stage.inbox.addChannel(CHANNEL);
  unusable = [];
  threads = createThreads({
    ...{ store, slack },
    rules: () => Promise.resolve(messageRulesSchema.parse({ tasks: 'channel', channel: CHANNEL })),
    wordsOf: () => ({ title: 'Expansion', outcomes: {} }),
    now: () => new Date(AT),
    unusable: (channel) => void unusable.push(channel),
    failed: (_what, error) => {
      throw error;
    },
  });
  threads.start();
  const sender = { name: 'Plays', address: 'plays@vendor.example' };
  const texts = createTexts('plays');
  notify = createNotifyActivities({
    ...{ store, slack, mail: mailer, links, threads, texts, sender },
    dataDir: '.',
    waitScale: 1,
  });
});
afterAll(async () => {
  await threads?.stop();
  await stage?.stop();
});

/** A task of a run of its own. */
async function given(more: Partial<TaskCard> = {}): Promise<TaskCard> {
  tasks += 1;
  const taskId = `room-${tasks}`;
  const made = card(taskId, { accountId: 'acme', ...more });
  await stage.store.accounts.save(account('acme', { csm: PEOPLE.ben.email }));
  const run = { runId: made.runId, play: 'expansion', accountId: 'acme', state: 'running' as const };
  await stage.store.runs.open({ ...run, phase: made.phase, requestedBy: 'ops', startedAt: AT });
  return made;
}
const open = (made: TaskCard) => notify.openTask({ card: made, at: AT, due: businessDays(1) });
const cardsOf = ({ taskId }: TaskCard) =>
  stage.inbox.messages().filter((message) => keyOf(message).startsWith(`${taskId}/card/`));

it('stands in the thread, is shown in the channel and mentions whose it is; the others read what becomes of it', async () => {
  const made = await given();
  await open(made);
  const [posted] = cardsOf(made);
  expect(posted).toMatchObject({ channelName: 'cs', broadcast: true, threadTs: expect.any(String) as string });
  expect(shownBy(posted!)).toMatch(/<@U3> is asked as customer success manager\./);
  expect(shownBy(posted!)).not.toMatch(/You are asked/);
  expect(posted!.text).toMatch(/^<@U3> /);
  expect(stage.inbox.messages({ to: PEOPLE.ben.email })).toEqual([]);
  await notify.remindTask({ taskId: made.taskId, at: AT, due: '2026-03-03T09:00:00.000Z' });
  const reminder = stage.inbox.messages({ channel: CHANNEL }).at(-1)!;
  expect(reminder).toMatchObject({
    threadTs: posted!.threadTs,
    text: expect.stringMatching(/^<@U3> A reminder/) as string,
  });
  const state = { kind: 'answered', by: 'Ben Ode', choice: 'confirm', label: 'Confirm', at: AT } as const;
  await notify.updateTask({ card: made, state, revision: 'close' });
  const [after] = cardsOf(made);
  expect(shownBy(after!)).toMatch(/Ben Ode chose “Confirm”/);
  expect(shownBy(after!)).not.toMatch(/actions/);
});

it('tells everybody who reads the thread to whom it went, in words that are so for all of them', async () => {
  const made = await given();
  await open(made);
  const because = 'Ben Ode did not answer in time';
  const to = { role: 'cs-manager' } as const;
  await notify.giveTask({ card: made, at: AT, due: businessDays(1), step: `${made.taskId}/up`, to, because });
  const shown = cardsOf(made).map(shownBy);
  expect(shown).toHaveLength(2);
  for (const each of shown) {
    expect(each).toContain('Ben Ode did not answer in time. Marcus Hill is asked as well; either can answer.');
    expect(each).not.toMatch(/You |of you/);
  }
});

it('is posted once, however often it is tried and whatever answer of Slack gets lost', async () => {
  const made = await given();
  for (let lost = 0; lost < 2; lost += 1)
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'dropAfterAccept' });
  for (let attempt = 0; attempt < 6; attempt += 1) await open(made).catch(() => undefined);
  await open(made);
  expect(cardsOf(made)).toHaveLength(1);
  const roots = stage.inbox.messages({ channel: CHANNEL }).filter((each) => keyOf(each) === `${made.runId}/thread`);
  expect(roots).toHaveLength(1);
});

it('is sent by mail to somebody who is not in Slack', async () => {
  const made = await given({ role: 'ae' });
  await open(made);
  expect(cardsOf(made)).toEqual([]);
  expect(stage.inbox.mails({ to: PEOPLE.priya.email })).toHaveLength(1);
});

it.each([
  ['is archived', { archived: true }, 'is_archived'],
  ['is left', { member: false }, 'not_in_channel'],
] as const)(
  'is sent directly when the channel %s, and operations hears of it once a day',
  async (_what, change, error) => {
    unusable.length = 0;
    stage.inbox.changeChannel(CHANNEL, change);
    const made = [await given(), await given()];
    for (const each of made) await open(each);
    for (const each of made) expect(cardsOf(each)).toMatchObject([{ to: PEOPLE.ben.email }]);
    stage.inbox.changeChannel(CHANNEL, { archived: false, member: true });
    const told = await stage.store.ledger.list({ accountId: 'acme', kind: 'refusal' });
    expect(told).toHaveLength(1);
    for (const each of unusable) expect(each).toMatchObject({ code: 'CHANNEL_UNUSABLE', channel: CHANNEL, error });
  },
);

it('tells the outcome directly when the channel is deleted under the card', async () => {
  const made = await given();
  await open(made);
  stage.inbox.removeChannel(CHANNEL);
  const state = { kind: 'answered', by: 'Ben Ode', choice: 'confirm', label: 'Confirm', at: AT } as const;
  await notify.updateTask({ card: made, state, revision: 'close' });
  const told = stage.inbox.messages({ to: PEOPLE.ben.email }).at(-1)!;
  expect(shownBy(told)).toMatch(/Ben Ode chose “Confirm”/);
});

import type { KnownBlock } from '@slack/types';
import { readDigest } from '../../src/digest';
import type { Person } from '../../src/domain/account';
import { digestRulesSchema, type DigestRules } from '../../src/domain/digest-rules';
import type { LedgerEntry } from '../../src/store';
import { createChannels } from '../notify';
import {
  account,
  card,
  keyOf,
  PEOPLE,
  PUBLIC_URL,
  shownBy,
  startNotifyStage,
  type NotifyStage,
} from '../notify/notify-stage.fixture';
import { createDigestActivities } from './digest-activities';

const { dana, marcus, ben, priya } = PEOPLE;
const MONDAY = '2026-03-02T07:01:00.000Z';

let stage: NotifyStage;
let rules: DigestRules;
const digests = () =>
  createDigestActivities({
    store: stage.store,
    channelFor: createChannels({
      ...stage,
      mail: stage.mailer,
      sender: { name: 'Plays', address: 'plays@vendor.example' },
    }),
    plays: [],
    rules: async () => rules,
  });
/** One round of the schedule. */
async function morning(at: string): Promise<readonly string[]> {
  const emails = await digests().dueDigests({ at, limit: 100 });
  for (const email of emails) await digests().sendDigest({ email, at });
  return emails;
}
async function given(email: string, name: string, due = '2026-03-02T15:00:00.000Z') {
  const task = card(`play/expansion/acme/${name}/task/1`, { runId: `play/expansion/acme/${name}` });
  const assignment = { role: 'csm', email, due, at: MONDAY, because: 'holds the role' } as const;
  const state = { kind: 'open', due } as const;
  await stage.store.tasks.open({ ...task, card: task, state, assignments: [assignment], openedAt: MONDAY });
}
const happens = (key: string, at: string, more: Partial<LedgerEntry> = {}) =>
  stage.store.ledger.add({
    ...({ key, kind: 'touch', accountId: 'acme', at, what: `Mail “${key}” to Lee`, by: 'Tom Becker' } as const),
    ...more,
  });
const inSlack = (email: string) => stage.inbox.messages({ to: email });
const digestsOf = (email: string) => inSlack(email).filter((message) => keyOf(message).startsWith('digest/'));

describe('a digest', () => {
  beforeEach(async () => {
    rules = digestRulesSchema.parse({});
    stage = await startNotifyStage();
  });
  afterEach(() => stage.stop());

  it('reaches each person in their own morning, in Slack or by mail, and who has nothing to read gets nothing', async () => {
    await given(marcus.email, 'm');
    await given(priya.email, 'p');
    await given(ben.email, 'b');
    expect(await morning(MONDAY)).toEqual([dana.email, marcus.email, priya.email]);
    const [message, ...others] = inSlack(marcus.email);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ text: 'Your Monday 2 March: 1 task is due today.' });
    expect(shownBy(message!)).toContain('*Acme* · Expansion: Is Acme ready to expand? Due at 16:00.');
    expect(inSlack(dana.email)).toEqual([]);
    expect(inSlack(ben.email)).toEqual([]);

    const [mail, ...more] = stage.inbox.mails({ to: priya.email });
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Your Monday 2 March');
    expect(mail?.text).toContain(
      'Hello Priya Nair,\n\n1 task is due today.\n\nDue today (1)\n- Acme: Expansion: Is Acme ready to expand? Due at 16:00.\n  ' +
        `${PUBLIC_URL}/t/`,
    );
    expect(mail?.html).toMatch(/<li><strong>Acme<\/strong>: .* <a href="https:[^"]+">See the task<\/a><\/li>/);

    expect(await morning('2026-03-02T13:01:00.000Z')).toEqual([ben.email]);
    expect(digestsOf(ben.email)).toHaveLength(1);
    expect(stage.inbox.mails({ to: ben.email })).toEqual([]);
  });

  it('is sent once, however often and at how many places at once it is tried', async () => {
    await given(marcus.email, 'm');
    const send = () => digests().sendDigest({ email: marcus.email, at: MONDAY });
    const ends = await Promise.allSettled(Array.from({ length: 8 }, send));
    // Those who come while it is under way are told to try again.
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ type: 'EFFECT_UNDER_WAY' });
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'serverError' });
    await send();
    expect(await morning('2026-03-02T07:16:00.000Z')).not.toContain(marcus.email);
    expect(digestsOf(marcus.email)).toHaveLength(1);
  });

  it('is there once when Slack took it but did not answer', async () => {
    await given(marcus.email, 'm');
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'dropAfterAccept' });
    const send = () => digests().sendDigest({ email: marcus.email, at: MONDAY });
    await expect(send()).rejects.toMatchObject({ type: 'SLACK_UNAVAILABLE' });
    await send();
    expect(digestsOf(marcus.email)).toHaveLength(1);
  });

  it('tells what happened since the last one, and only once; a morning with nothing to tell is over, too', async () => {
    await stage.store.accounts.save(account('acme'));
    await happens('early', '2026-02-27T07:00:00.000Z');
    await happens('friday', '2026-02-27T09:00:00.000Z');
    await morning(MONDAY);
    await happens('monday', '2026-03-02T07:00:30.000Z');
    await morning('2026-03-03T07:01:00.000Z');
    // Nothing since, then something before noon: it waits for the next morning.
    await morning('2026-03-04T07:01:00.000Z');
    await happens('wednesday', '2026-03-04T07:30:00.000Z');
    expect(await morning('2026-03-04T07:46:00.000Z')).toEqual([]);
    await morning('2026-03-05T07:01:00.000Z');
    const told = digestsOf(marcus.email).map((message) => shownBy(message).match(/Mail “\w+”/g));
    expect(told).toEqual([['Mail “friday”'], ['Mail “monday”'], ['Mail “wednesday”']]);
  });

  it('leaves those alone who are away, and tells them on return what became of their tasks', async () => {
    await stage.store.accounts.save(account('acme'));
    await morning('2026-03-06T07:01:00.000Z');
    const task = card('play/expansion/acme/a/task/1', { runId: 'play/expansion/acme/a' });
    const at = '2026-03-10T09:00:00.000Z';
    const assignment = { role: 'csm', email: ben.email, due: at, at, because: 'stands in for Dana Reyes' } as const;
    const state = { kind: 'open', due: at } as const;
    await stage.store.tasks.open({ ...task, card: task, state, assignments: [assignment], openedAt: at });
    const answer = { kind: 'answered', by: 'Ben Ode', choice: 'confirm', label: 'Confirm', at } as const;
    await stage.store.tasks.update(task.taskId, { state: answer });
    for (const day of ['09', '10', '11']) await morning(`2026-03-${day}T07:01:00.000Z`);
    expect(digestsOf(dana.email)).toEqual([]);
    await morning('2026-03-12T07:01:00.000Z');
    const [message, ...others] = digestsOf(dana.email);
    expect(others).toEqual([]);
    expect(shownBy(message!)).toContain('While you were away (1)');
    expect(shownBy(message!)).toContain('Ben Ode chose “Confirm” on Tuesday 10 March, 10:00.');
  });

  it('can be switched off, and come at another hour', async () => {
    await given(marcus.email, 'm');
    rules = digestRulesSchema.parse({ enabled: false });
    expect(await morning(MONDAY)).toEqual([]);
    rules = digestRulesSchema.parse({ hour: 9 });
    expect(await morning(MONDAY)).toEqual([]);
    expect(await morning('2026-03-02T08:01:00.000Z')).toContain(marcus.email);
    expect(digestRulesSchema.safeParse({ hour: 12 }).success).toBe(false);
  });

  it('goes through many people in parts', async () => {
    const activities = digests();
    const first = await activities.dueDigests({ at: MONDAY, limit: 2 });
    expect(first).toEqual([dana.email, marcus.email]);
    expect(await activities.dueDigests({ at: MONDAY, limit: 2, after: first.at(-1) })).toEqual([priya.email]);
  });
});

describe('with 500 tasks', () => {
  beforeAll(async () => {
    rules = digestRulesSchema.parse({});
    stage = await startNotifyStage();
    for (const email of [marcus.email, priya.email]) {
      const dueAt = (n: number) => (n % 2 ? '2026-03-02T15:00:00.000Z' : '2026-02-26T15:00:00.000Z');
      await Promise.all(Array.from({ length: 500 }, (_, n) => given(email, `${email}-${n}`, dueAt(n))));
    }
    for (let n = 0; n < 5; n += 1) await given(ben.email, `few-${n}`);
    await stage.store.accounts.save({ ...account('acme'), name: '<&>'.repeat(60) });
    const what = 'Is <Acme> & Co ready? '.repeat(40);
    await Promise.all(Array.from({ length: 60 }, (_, n) => happens(`n${n}`, '2026-03-01T12:00:00.000Z', { what })));
    await morning(MONDAY);
  });
  afterAll(() => stage.stop());

  it('Slack takes it: the first of each kind, how many more there are, and how to see them', async () => {
    const [message] = digestsOf(marcus.email);
    const blocks = message!.blocks as unknown as KnownBlock[];
    expect(message!.text).toBe(
      'Your Monday 2 March: 250 tasks are overdue, 250 are due today and 60 things happened on your accounts.',
    );
    expect(blocks.length).toBeLessThanOrEqual(50);
    const texts = JSON.stringify(blocks).match(/"text":"(?:[^"\\]|\\.)*"/g)!;
    expect(texts.join('').length).toBeLessThan(11_000);
    const buttons = blocks.flatMap((block) =>
      block.type === 'section' && block.accessory?.type === 'button' ? [block.accessory] : [],
    );
    expect(buttons).toHaveLength(20);
    expect(new Set(buttons.map(({ value }) => value)).size).toBe(20);
    expect(shownBy(message!).match(/… and \d+ more: type `[^`]+` to see them\./g)).toEqual([
      ...Array<string>(2).fill('… and 240 more: type `/plays tasks` to see them.'),
      '… and 50 more: type `/plays account NAME` to see them.',
    ]);
  });

  it('a mail has the first fifty of each kind', async () => {
    const [mail] = stage.inbox.mails({ to: priya.email });
    expect(mail?.text?.match(/^- /gm)).toHaveLength(150);
    expect(mail?.text).toMatch(/\n… and 200 more\.\n/);
  });

  it('reading them takes less than a hundred times as long as reading five', async () => {
    const source = { store: stage.store, plays: [], hour: 8 };
    const timeOf = async (person: Person) => {
      const times: number[] = [];
      for (let n = 0; n < 7; n += 1) {
        const began = performance.now();
        await readDigest(source, person, '2026-03-02T14:00:00.000Z');
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b)[3]!;
    };
    expect((await timeOf(marcus)) / (await timeOf(ben))).toBeLessThan(100);
  });
});

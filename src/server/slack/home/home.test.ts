import type { InboxHome } from '../../../../temporal-dev/inbox';
import type { TaskRow } from '../../../store/store';
import { ACME } from '../../testing/acme.fixture';
import { checkinCard } from '../../testing/checkin-card.fixture';
import { startTestingServer, type TestingServer } from '../../testing/testing-server.fixture';

const [ANA, BEN, DAN, EVE] = ['ana', 'ben', 'dan', 'eve'].map((name) => `${name}@example.com`) as [
  string,
  string,
  string,
  string,
];
let server: TestingServer;
beforeAll(async () => {
  server = await startTestingServer();
});
afterAll(() => server?.close());

/** Every text of the view, one per line. */
function textsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    key === 'text' && typeof each === 'string' ? [each] : textsOf(each),
  );
}
const said = (home: InboxHome): string => textsOf(home.blocks).join('\n');
/** What is there once the app has published again. */
async function publishedBy(as: string, act: () => Promise<unknown>): Promise<InboxHome> {
  const before = server.inbox.home(as)?.published ?? 0;
  expect(await act()).toMatchObject({ status: 200 });
  return server.inbox.until((inbox) => {
    const home = inbox.home(as);
    return home && home.published > before ? home : undefined;
  });
}
const opened = (as: string) => publishedBy(as, () => server.inbox.openHome(as));
const clicked = (as: string, actionId: string, blockId?: string) =>
  publishedBy(as, () => server.inbox.clickHome({ as, actionId, blockId }));
/** The block whose button has this value. */
function blockOf({ blocks }: InboxHome, value: string): string {
  const block = blocks.find(({ accessory }) => (accessory as { value?: string } | undefined)?.value === value);
  return block?.block_id ?? 'none';
}

async function giveTask(
  to: string,
  number: string,
  due: string,
  change: Partial<TaskRow['card']> = {},
): Promise<string> {
  const runId = `play/checkin/acme/${number}`;
  const card = { ...checkinCard(runId, 'acme'), taskId: `${runId}/task`, ...change };
  const assignments = [{ role: 'csm', email: to, due, at: due, because: 'holds the role' }] as const;
  await server.store.tasks.open({ ...card, card, state: { kind: 'open', due }, assignments, openedAt: due });
  return card.taskId;
}

describe('the Home tab', () => {
  it('has the tasks of a person by due time, those overdue first', async () => {
    const [late, soon, later] = ['2020-03-02T09:00:00.000Z', '2090-03-02T09:00:00.000Z', '2090-03-03T09:00:00.000Z'];
    await giveTask(BEN, 'later', later, { accountName: 'Later <Ltd>' });
    await giveTask(BEN, 'late', late, { accountName: 'Late', question: `Is it\nready? ${'x'.repeat(1000)}` });
    await giveTask(BEN, 'soon', soon, { accountName: 'Soon' });
    const home = await opened(BEN);
    const text = said(home);
    expect(text).toContain('3 tasks wait for you, 1 of them overdue.');
    expect(text).toMatch(/\*Late\* · Check-in\nIs it ready\? x+…\n:red_circle: \*Overdue\* since <!date\^1583139600\^/);
    expect(text).toMatch(/\*Soon\*[^]*Due <!date\^[^]*\*Later &lt;Ltd&gt;\*/);
    expect(text.indexOf('*Late*')).toBeLessThan(text.indexOf('*Soon*'));
  });

  it('says so when nothing waits and nothing belongs to a person, and greets who is not known', async () => {
    expect(said(await opened(DAN))).toMatch(/Nothing waits for you[^]*You are on no account’s team yet\./);
    expect(said(await opened(EVE))).toMatch(/Welcome! .*Nobody on our side has the address eve@example\.com\. Ask/);
  });

  it('is published once for each time it is opened', async () => {
    const { published } = await opened(DAN);
    expect((await opened(DAN)).published).toBe(published + 1);
    expect(server.inbox.home(ANA)).toBeUndefined();
  });

  it('shows accounts by where they are heading, with health and the reason', async () => {
    const health = (score: number, segment: string | undefined, because: string) => [
      { ...{ day: '2026-03-02', score, confidence: 1, because }, segment },
    ];
    const accounts = [
      ['steady', 'Steady', health(70, 'stable', 'Nothing moved.')],
      ['falling', 'Falling', health(41, 'at-risk', 'Usage fell from 90 to 40.')],
      ['growing', 'Growing', health(80, 'expansion-ready', 'Seats are nearly used up.')],
      ['silent', 'Silent', []],
    ] as const;
    for (const [id, name, days] of accounts) {
      const account = { ...ACME, id, name, team: { csm: DAN } };
      await server.store.accounts.save(account);
      await server.store.accountStates.fold([id], 'r', '2026-03-02T09:00:00.000Z', async () => ({
        ...{ state: {}, account, health: days, outgoing: [] },
      }));
    }
    const text = said(await opened(DAN));
    const order = [
      '*At risk* (1)',
      '*Falling* · health 41 of 100: Usage fell from 90 to 40.',
      '*Ready to expand* (1)',
      '*Growing*',
      '*Stable* (1)',
      '*Steady*',
      '*No trajectory yet* (1)',
      '*Silent* · nothing is known of its health yet',
    ];
    expect(order.map((part) => text.includes(part))).toEqual(order.map(() => true));
    const places = order.map((part) => text.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

describe('from the Home tab', () => {
  it('a task is opened, answered and gone', async () => {
    const { runId, taskId } = await server.withCard('home-answer');
    const list = await opened(ANA);
    const card = await clicked(ANA, 'plays:task', blockOf(list, taskId));
    expect(said(card)).toContain('You are asked as customer success manager.');
    const after = await clicked(ANA, 'decide:confirm');
    expect((await server.status(runId)).timeline).toMatchObject([{ what: 'Ana chose Confirm {}' }]);
    expect(said(after)).toContain('My accounts');
    expect(blockOf(after, taskId)).toBe('none');
  });

  it('a choice that needs a reason asks for it, and the list comes back without the task', async () => {
    const { runId, taskId } = await server.withCard('home-reason');
    await clicked(ANA, 'plays:task', blockOf(await opened(ANA), taskId));
    const { published } = server.inbox.home(ANA)!;
    await server.inbox.clickHome({ as: ANA, actionId: 'decide:not-yet' });
    await server.inbox.until((inbox) => inbox.openModal(ANA));
    expect(server.inbox.home(ANA)?.published).toBe(published);
    const submit = () => server.inbox.submitModal({ as: ANA, values: { reason: { value: 'In May' } } });
    expect(blockOf(await publishedBy(ANA, submit), taskId)).toBe('none');
    expect((await server.status(runId)).timeline).toHaveLength(1);
  });

  it('a task that somebody else answered shows how it came out', async () => {
    const { taskId } = await server.withCard('home-stale');
    const list = await opened(ANA);
    const state = { kind: 'answered', by: 'Ben', choice: 'confirm', label: 'Confirm', at: '2026-03-02T09:00:00.000Z' };
    await server.store.tasks.update(taskId, { state: state as TaskRow['state'] });
    expect(said(await clicked(ANA, 'plays:task', blockOf(list, taskId)))).toContain('Ben chose “Confirm”');
    expect(said(await clicked(ANA, 'plays:home'))).toContain('My accounts');
  });

  it('a play is paused with a reason, on the page of its account', async () => {
    const { runId } = await server.withCard('home-pause');
    await server.store.runs.open({
      ...{ runId, play: 'checkin', accountId: 'acme', state: 'running', phase: 'Meeting' },
      ...{ requestedBy: 'ops', startedAt: '2026-03-02T09:00:00.000Z' },
    });
    const page = await clicked(ANA, 'plays:account', blockOf(await opened(ANA), 'acme'));
    expect(said(page)).toContain('You act here as customer success manager.');
    const buttons = page.blocks.flatMap(({ block_id, elements }) =>
      ((elements ?? []) as { action_id?: string; value?: string }[]).map((each) => ({ block_id, ...each })),
    );
    const pause = buttons.find(({ action_id, value }) => action_id === 'plays:pause' && value === runId);
    await server.inbox.clickHome({ as: ANA, actionId: 'plays:pause', blockId: pause?.block_id });
    await server.inbox.until((inbox) => inbox.openModal(ANA));
    const after = await publishedBy(ANA, () =>
      server.inbox.submitModal({ as: ANA, values: { reason: { value: 'They reorganise' } } }),
    );
    expect(said(after)).toMatch(/You paused \*Check-in\* at \*Acme\*: They reorganise[^]*\*Check-in\* is paused/);
    expect((await server.status(runId)).state).toBe('paused');
  });
});

describe('with five hundred tasks', () => {
  const many = 500;
  const instant = (minute: number) => new Date(Date.UTC(2090, 0, 1, 0, minute)).toISOString();
  async function commanded(as: string): Promise<void> {
    const seen = () => server.inbox.messages({ to: as }).length;
    const before = seen();
    await server.inbox.command({ as, text: '/plays tasks' });
    await server.inbox.until(() => seen() > before);
  }
  /**
   * How many times as long it takes the one from opening the tab, or typing the command, to seeing what there is. They take
   * turns and the shortest of each counts, so that what else the machine does meanwhile matters to neither.
   */
  async function ratio(one: string, other: string, act: (as: string) => Promise<unknown>): Promise<number> {
    const shortest = new Map([one, other].map((as) => [as, Infinity]));
    for (let round = 0; round < 7; round++)
      for (const [as, least] of shortest) {
        const before = performance.now();
        await act(as);
        shortest.set(as, Math.min(least, performance.now() - before));
      }
    return shortest.get(one)! / shortest.get(other)!;
  }

  it('the view keeps to the limits, tells how many more there are, and takes not much longer than with five', async () => {
    const [few, lots] = ['few@example.com', 'lots@example.com'];
    server.inbox.addPeople([few, lots].map((email) => ({ id: `U${email.slice(0, 4)}`, name: email, email })));
    for (const email of [few, lots])
      await server.store.people.save({ email, name: email, timeZone: 'UTC', country: 'DE' });
    const wordy = { question: 'Why & how? '.repeat(250), accountName: 'A'.repeat(200), why: 'y'.repeat(3000) };
    for (let index = 0; index < 5; index++) await giveTask(few, `few-${index}`, instant(index), wordy);
    for (let index = 0; index < many; index++) await giveTask(lots, `lots-${index}`, instant(index), wordy);
    // The inbox refuses what Slack refuses, so that what is published is within its limits.
    const home = await opened(lots);
    expect(home.blocks.length).toBeLessThanOrEqual(100);
    expect(said(home)).toContain('500 tasks wait for you.');
    expect(said(home)).toContain('… and 460 more: type `/plays tasks` to see them all.');
    expect(await ratio(lots, few, opened)).toBeLessThan(5);
    expect(await ratio(lots, few, commanded)).toBeLessThan(5);
  });
});

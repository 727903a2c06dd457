import { WorkflowNotFoundError } from '@temporalio/client';
import { askCoordinator } from '../activities/coordination';
import type { Account } from '../src/domain/account';
import { COORDINATOR, coordinatorIdOf, type CoordinatorView } from '../src/domain/coordinator-messages';
import { PLAYS_QUEUE } from '../src/domain/task-queues';
import { PEOPLE, Stage } from './stage';

describe('the coordinator of an account', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage?.close());
  // What goes on would be looked at on each day of the virtual year until the next test.
  afterEach(async () => {
    const open = await Promise.all((['running', 'paused'] as const).map((state) => stage.store.runs.list({ state })));
    for (const { runId } of open.flat()) {
      await stage.app.client.cancel(runId, { reason: 'The test is over.' });
      await stage.ended(runId);
    }
  });

  const expansionOf = (account: Account, key: string) => ({
    ...{ accountId: account.id, key },
    input: { limit: 'seats', used: 94, allowed: 100, leader: 'olivia-grant' },
  });
  const coordinator = ({ id }: Account) => stage.env.client.workflow.getHandle(coordinatorIdOf(id));
  const view = (account: Account) => coordinator(account).query<CoordinatorView>(COORDINATOR.view);
  const verdicts = async ({ id: accountId }: Account) =>
    (await stage.store.ledger.list({ accountId, kind: 'verdict' })).map(({ what }) => what);
  const paused = async ({ id }: Account) => stage.store.marketing.paused(id, await stage.time());

  /** An expansion that has paused promotion and waits for the customer to engage. */
  async function inDiscovery(account: Account): Promise<string> {
    const { runId } = await stage.app.client.start('expansion', expansionOf(account, 'first'));
    await stage.choose(PEOPLE.csm, account, 'confirm');
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    expect(await paused(account)).toBe(true);
    return runId;
  }

  it('lets one of two hundred simultaneous requests in, and gives each of them one verdict', async () => {
    await stage.spring();
    const account = await stage.account();
    const starts = Array.from({ length: 200 }, (_, index) =>
      stage.app.client.start('expansion', expansionOf(account, `k${index}`)).then(
        ({ verdict }) => verdict as string,
        (error: { code: string }) => error.code,
      ),
    );
    const answers = await Promise.all(starts);
    const count = (answer: string) => answers.filter((each) => each === answer).length;
    expect(count('admitted')).toBe(1);
    expect(count('PLAY_DECLINED')).toBe(199);
    expect(await stage.store.runs.list({ accountId: account.id })).toHaveLength(1);
    expect((await verdicts(account)).filter((what) => what.startsWith('Start of expansion'))).toHaveLength(200);
    expect((await view(account)).state.running).toHaveLength(1);
  });

  it('answers a repeated start with the run that exists, also after that has ended', async () => {
    const account = await stage.account();
    const first = await stage.app.client.start('expansion', expansionOf(account, 'same'));
    const again = await stage.app.client.start('expansion', expansionOf(account, 'same'));
    expect([first.created, again.created, again.runId]).toEqual([true, false, first.runId]);
    await stage.app.client.cancel(first.runId, { reason: 'A mistake.' });
    await stage.ended(first.runId);
    const late = await stage.app.client.start('expansion', expansionOf(account, 'same'));
    expect([late.created, late.verdict]).toEqual([false, 'existing']);
    const lines = (await verdicts(account)).filter((what) => what.startsWith('Start of expansion'));
    expect(lines.map((what) => what.split(': ')[1])).toEqual(['admitted', 'existing', 'existing']);
  });

  it('remembers what runs and pauses when it is killed', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await inDiscovery(account);
    await coordinator(account).terminate('killed by a test');
    const second = stage.app.client.start('expansion', expansionOf(account, 'second'));
    await expect(second).rejects.toMatchObject({ detail: expect.stringContaining('runs already') as string });
    expect((await view(account)).state.leases).toHaveLength(1);
    await stage.event(runId, { type: 'churn.notified' });
    await stage.ended(runId);
    expect(await paused(account)).toBe(false);
  });

  it('says so to whoever holds a task when it has a play wait', async () => {
    await stage.spring();
    const account = await stage.account();
    const { runId } = await stage.app.client.start('expansion', expansionOf(account, 'held'));
    await stage.card(PEOPLE.csm, account);
    const reason = 'A retention save runs and outranks it.';
    await stage.env.client.workflow.getHandle(runId).executeUpdate('pause', { args: [{ by: 'playmaker', reason }] });
    await stage.inbox.until(() => stage.messages(PEOPLE.csm, account).at(-1)?.text.includes(reason));
    const told = stage.messages(PEOPLE.csm, account).filter(({ text }) => text.includes(reason));
    expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('waits: A retention save runs') as string]);
    expect(stage.messages(PEOPLE.ae, account)).toEqual([]);
  });

  it('refuses to resume what a save holds, and pauses it again when that happens in Temporal', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await inDiscovery(account);
    const { client } = stage.app;
    const input = { reason: 'Health fell to 41 of 100.' };
    const save = (await client.start('retention-save', { accountId: account.id, key: 'save', input })).runId;
    const because = (words: string) => stage.until(runId, ({ reasons }) => reasons.at(-1)?.includes(words) ?? false);
    await because('a retention save runs');
    await expect(client.resume(runId, { reason: 'They called back.' })).rejects.toMatchObject({
      code: 'PLAY_HELD',
      detail: expect.stringContaining(save) as string,
    });
    expect((await stage.status(runId)).state).toBe('paused');
    const past = { by: 'somebody', reason: 'They called back.' };
    await stage.env.client.workflow.getHandle(runId).executeUpdate('resume', { args: [past] });
    // It goes first, whatever a person says.
    await stage.until(
      runId,
      ({ state, reasons }) =>
        state === 'paused' && reasons.filter((each) => each.includes('a retention save runs')).length === 2,
    );
    expect((await view(account)).state.running).toMatchObject([
      { runId, state: 'paused-by-coordinator' },
      { runId: save },
    ]);
    await client.cancel(save, { reason: 'Started by mistake.' });
    await stage.ended(save);
    // After a save that was a mistake the account need not rest.
    await stage.until(runId, ({ state }) => state === 'running');
    await client.cancel(runId, { reason: 'Enough.' });
    await stage.ended(runId);
  });

  it('knows what a person paused', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await inDiscovery(account);
    const states = async () => (await view(account)).state.running.map(({ state }) => state);
    const heard = async (state: string) => {
      for (let look = 0; look < 2_000 && (await states())[0] !== state; look += 1) await stage.status(runId);
      expect(await states()).toEqual([state]);
    };
    await stage.app.client.pause(runId, { reason: 'Their office moves.' });
    await heard('paused-by-person');
    await stage.app.client.resume(runId, { reason: 'They have moved.' });
    await heard('running');
  });

  it('holds on when a person lifts their own pause, and lets it go on by itself after', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await inDiscovery(account);
    const { client } = stage.app;
    const held = async () => (await view(account)).state.running.find((run) => run.runId === runId);
    const knows = async (pausedByPerson: boolean) => {
      for (let look = 0; look < 2_000 && (await held())?.pausedByPerson !== pausedByPerson; look += 1)
        await stage.status(runId);
      expect(await held()).toMatchObject({ pausedByPerson });
    };
    await client.pause(runId, { reason: 'Their office moves.' });
    await knows(true);
    const input = { reason: 'Health fell to 41 of 100.' };
    const save = (await client.start('retention-save', { accountId: account.id, key: 'save', input })).runId;
    const lifted = await client.resume(runId, { reason: 'They have moved.' });
    expect(lifted).toMatchObject({
      state: 'paused',
      paused: { by: 'playmaker', reason: expect.stringContaining('a retention save runs') as string },
    });
    await knows(false);
    expect(await held()).toMatchObject({ state: 'paused-by-coordinator' });
    await client.cancel(save, { reason: 'Started by mistake.' });
    await stage.ended(save);
    await stage.until(runId, ({ state }) => state === 'running');
    await client.cancel(runId, { reason: 'Enough.' });
    await stage.ended(runId);
  });

  it('notices a play that was ended from outside: and promotion runs again', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await inDiscovery(account);
    await stage.env.client.workflow.getHandle(runId).terminate('killed by a test');
    await stage.skip('2 days');
    expect(await paused(account)).toBe(false);
    expect((await view(account)).state.running).toEqual([]);
    expect(await stage.store.runs.get(runId)).toMatchObject({ state: 'ended', outcome: 'lost' });
    expect(await stage.store.tasks.list({ runId, state: 'open' })).toEqual([]);
  });

  it('is told by the hourly sweep of a play that was ended from outside', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await inDiscovery(account);
    await stage.env.client.workflow.getHandle(runId).terminate('killed by a test');
    await stage.skip('15 minutes');
    await stage.app.accounts.sweep();
    expect(await paused(account)).toBe(false);
    expect((await view(account)).state.running).toEqual([]);
    expect(await stage.store.runs.get(runId)).toMatchObject({ state: 'ended', outcome: 'lost' });
    expect(await stage.store.tasks.list({ runId, state: 'open' })).toEqual([]);
  });

  it('does not decline or queue anybody behind a run that was ended from outside', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await inDiscovery(account);
    await stage.env.client.workflow.getHandle(runId).terminate('killed by a test');
    const plain = stage.app.client.start('expansion', expansionOf(account, 'second'));
    await expect(plain).rejects.toMatchObject({ detail: expect.stringContaining('after it ended') as string });
    const override = { reason: 'It was ended by mistake.' };
    const started = await stage.app.client.start('expansion', { ...expansionOf(account, 'third'), override });
    expect(started.verdict).toBe('admitted');
    expect((await view(account)).state.running.map((each) => each.runId)).toEqual([started.runId]);
    expect(await stage.store.runs.get(runId)).toMatchObject({ state: 'ended', outcome: 'lost' });
    expect(await paused(account)).toBe(false);
    // Also one that has only just begun: as soon as it waits for its first answer.
    await stage.until(started.runId, ({ waitingFor }) => waitingFor !== undefined);
    await stage.env.client.workflow.getHandle(started.runId).terminate('killed by a test');
    const again = await stage.app.client.start('expansion', { ...expansionOf(account, 'fourth'), override });
    expect(again.verdict).toBe('admitted');
  });

  it('keeps what it knows when it continues as new', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await inDiscovery(account);
    const before = await coordinator(account).describe();
    const ask = askCoordinator(stage.env.client, PLAYS_QUEUE);
    const releases = (group: number) =>
      Array.from({ length: 20 }, (_, n) => ask(account.id, { type: 'release', id: `${group}/${n}`, key: 'none' }));
    for (let group = 0; group < 40; group += 1) await Promise.all(releases(group));
    const after = await coordinator(account).describe();
    expect(after.runId).not.toBe(before.runId);
    const { state } = await view(account);
    expect([state.running.map((each) => each.runId), state.leases.length]).toEqual([[runId], 1]);
  });

  it('ends when nothing is left to watch, and its next request finds what was before', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await inDiscovery(account);
    await stage.event(runId, { type: 'churn.notified' });
    await stage.ended(runId);
    await stage.skip('1 hours');
    expect((await coordinator(account).describe()).status.name).toBe('COMPLETED');
    await expect(stage.app.client.start('expansion', expansionOf(account, 'next'))).rejects.toMatchObject({
      code: 'PLAY_DECLINED',
      detail: expect.stringMatching(/90 days/) as string,
    });
  });

  it('is not asked for an account that does not exist', async () => {
    const nobody = { ...(await stage.account()), id: 'nobody' };
    await expect(stage.app.client.start('expansion', expansionOf(nobody, 'x'))).rejects.toMatchObject({
      code: 'ACCOUNT_UNKNOWN',
    });
    await expect(coordinator(nobody).describe()).rejects.toBeInstanceOf(WorkflowNotFoundError);
  });
});

import type { Account } from '../src/domain/account';
import { COORDINATOR, coordinatorIdOf, type CoordinatorView } from '../src/domain/coordinator-messages';
import { nameIn, emailName } from '../src/domain/observations';
import { PEOPLE, Stage } from './stage';

const LEADER = 'olivia-grant';
/** Her id at the account that becomes part of the other one. */
const LEADER_THERE = 'olivia-there';

describe('two accounts that turn out to be one', () => {
  let stage: Stage;
  let events = 0;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage?.close());

  /** The account that stays, and one where the same people are. */
  async function twins(): Promise<{ into: Account; from: Account }> {
    const into = await stage.account();
    const leader = into.contacts.find(({ id }) => id === LEADER)!;
    const from = await stage.account((account) => ({
      ...account,
      contacts: account.contacts.map((each) => (each.id === LEADER ? { ...leader, id: LEADER_THERE } : each)),
    }));
    return { into, from };
  }
  /** The same, with an expansion in discovery at the one that becomes part of the other. */
  async function two(): Promise<{ into: Account; from: Account; runId: string }> {
    await stage.spring();
    const { into, from } = await twins();
    const input = { limit: 'seats', used: 94, allowed: 100, leader: LEADER_THERE };
    const { runId } = await stage.app.client.start('expansion', { accountId: from.id, key: 'first', input });
    await stage.choose(PEOPLE.csm, from, 'confirm');
    await stage.until(runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    return { into, from, runId };
  }
  const paused = async ({ id }: Account) => stage.store.marketing.paused(id, await stage.time());
  const runningAt = async ({ id }: Account) => {
    const coordinator = stage.env.client.workflow.getHandle(coordinatorIdOf(id));
    return (await coordinator.query<CoordinatorView>(COORDINATOR.view)).state.running.map(({ runId }) => runId);
  };
  /** Their leader books a meeting, as the sender calls account and person. */
  async function booked(account: Account): Promise<void> {
    events += 1;
    const { email } = account.contacts.find(({ id }) => [LEADER, LEADER_THERE].includes(id))!;
    const incoming = {
      ...{ source: 'import' as const, id: `booked-${events}`, at: await stage.time() },
      subject: { account: [nameIn('playmaker', account.id)], domains: [], contact: [emailName(email)] },
      observations: [{ type: 'meeting.booked' as const, data: {} }],
    };
    await stage.app.accounts.intake.take([{ kind: 'incoming', incoming }]);
    await stage.app.accounts.settled();
  }
  async function expectOneThatGoesOn(into: Account, from: Account, runId: string): Promise<void> {
    expect(await runningAt(into)).toEqual([runId]);
    expect(await paused(into)).toBe(true);
    const second = { key: 'second', input: { limit: 'seats', used: 94, allowed: 100, leader: LEADER } };
    for (const { id } of [into, from])
      await expect(stage.app.client.start('expansion', { accountId: id, ...second })).rejects.toMatchObject({
        detail: expect.stringContaining('runs already') as string,
      });
    await booked(into);
    await stage.until(runId, ({ phase }) => phase === 'Sales opens');
    expect((await stage.card(PEOPLE.ae, from)).text).toContain(from.name);
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    expect(await stage.ended(runId)).toMatchObject({ outcome: 'cancelled' });
    expect(await paused(into)).toBe(false);
    expect(await stage.store.tasks.list({ runId, state: 'open' })).toEqual([]);
    await stage.replay(runId);
  }

  it('go on as one: the running play hears of its people, promotion stays paused, and nothing runs twice', async () => {
    const { into, from, runId } = await two();
    const merged = await stage.app.client.mergeAccounts(from.id, into.id);
    expect(merged).toMatchObject({ fromId: from.id, intoId: into.id, by: 'test' });
    await stage.app.accounts.settled();
    expect(await stage.app.client.mergeAccounts(from.id, into.id)).toEqual(merged);
    expect(await stage.app.client.account(from.id)).toEqual(await stage.app.client.account(into.id));
    const { account, names, plays, decided } = await stage.app.client.accountPage(from.id);
    const waitingFor = { what: expect.stringContaining('to engage') as string };
    expect(plays).toMatchObject([{ runId, title: 'Expansion', phase: 'Discovery', waitingFor }]);
    expect(decided.map(({ what }) => what)).toContainEqual(expect.stringContaining('Yes, start'));
    expect(account.contacts.find(({ id }) => id === LEADER)).toMatchObject({ formerIds: { [from.id]: LEADER_THERE } });
    expect(names.map(({ name }) => name)).toContain(`playmaker:${from.id}`);
    expect(await stage.app.client.list({ accountId: from.id })).toMatchObject([{ runId, accountId: into.id }]);
    await expectOneThatGoesOn(into, from, runId);
    const decisions = await stage.app.client.accountDecisions(from.id);
    expect(decisions.map(({ what }) => what)).toContain(`${from.name} (${from.id}) became part of this account`);
  });

  it('are finished by the next sweep where a crash cut the merge short', async () => {
    const { into, from, runId } = await two();
    await stage.store.merges.merge({ fromId: from.id, intoId: into.id, by: 'ops', at: await stage.time() });
    expect(await paused(into)).toBe(false);
    await stage.app.accounts.sweep();
    await expectOneThatGoesOn(into, from, runId);
  });

  it('start what waited there, for the people it was asked for', async () => {
    const { into, from, runId } = await two();
    const input = { limit: 'seats', used: 94, allowed: 100, leader: LEADER_THERE };
    const override = { reason: 'The second plant needs seats of its own.' };
    const waiting = { accountId: from.id, key: 'waiting', input, override };
    const queued = await stage.app.client.start('expansion', waiting);
    expect(queued.verdict).toBe('queued');
    await stage.app.client.mergeAccounts(from.id, into.id);
    await stage.app.accounts.settled();
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await stage.choose(PEOPLE.csm, into, 'confirm');
    await stage.until(queued.runId, ({ phase, waitingFor }) => phase === 'Discovery' && waitingFor !== undefined);
    expect(await stage.app.client.list({ accountId: into.id, state: 'running' })).toMatchObject([
      { runId: queued.runId },
    ]);
    await booked(into);
    await stage.until(queued.runId, ({ phase }) => phase === 'Sales opens');
    expect(JSON.stringify((await stage.card(PEOPLE.ae, into)).blocks)).toContain('Olivia Grant');
    await stage.app.client.cancel(queued.runId, { reason: 'The test is over.' });
    await stage.ended(queued.runId);
    expect(await paused(into)).toBe(false);
  });

  it('let one play run at most, whichever starts race the merge, and everybody who asked gets an answer', async () => {
    await stage.spring();
    for (let round = 0; round < 6; round += 1) {
      const { into, from } = await twins();
      const start = ({ id }: Account, key: string) => {
        const leader = id === into.id ? LEADER : LEADER_THERE;
        const input = { limit: 'seats', used: 94, allowed: 100, leader };
        return stage.app.client.start('expansion', { accountId: id, key, input });
      };
      const asked = await Promise.allSettled([
        ...[start(from, 'early'), start(into, 'ours'), stage.app.client.mergeAccounts(from.id, into.id)],
        ...[start(from, 'late'), start(from, 'later')],
      ]);
      const codes = asked.flatMap((each) =>
        each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
      );
      expect(codes.filter((code) => code !== 'PLAY_DECLINED')).toEqual([]);
      await stage.app.accounts.sweep();
      const runs = await stage.store.runs.list({ accountId: into.id });
      expect(runs.length).toBeGreaterThan(0);
      expect(await stage.store.runs.list({ accountId: from.id })).toEqual([]);
      const states = await Promise.all(runs.map(async ({ runId }) => (await stage.status(runId)).state));
      expect(states.filter((state) => state === 'running')).toHaveLength(1);
      for (const { runId } of runs) {
        await stage.app.client.cancel(runId, { reason: 'The test is over.' }).catch(() => undefined);
        await stage.ended(runId);
      }
    }
  });

  it('keep one of two expansions standing still, and those who hold its task hear why', async () => {
    const { into, from, runId } = await two();
    const input = { limit: 'seats', used: 94, allowed: 100, leader: LEADER };
    const { runId: ours } = await stage.app.client.start('expansion', { accountId: into.id, key: 'ours', input });
    await stage.card(PEOPLE.csm, into);
    await stage.app.client.mergeAccounts(from.id, into.id);
    expect((await stage.until(ours, ({ state }) => state === 'paused')).reasons.at(-1)).toContain('an expansion');
    await stage.inbox.until(() => stage.messages(PEOPLE.csm, into).at(-1)?.text.includes('an expansion runs'));
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await stage.ended(runId);
    expect((await stage.ended(ours)).reason).toContain('expansion does not go on');
    expect(await paused(into)).toBe(false);
  });
});

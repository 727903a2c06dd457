import type { Account } from '../src/domain/account';
import type { Decision } from '../src/domain/tasks';
import { hasButtons } from '../src/cli/demo/cards';
import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage, openTask, seen, startAsking } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

function inNewYork(instant: string): string {
  const format = { timeZone: 'America/New_York', weekday: 'short', hour: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-US', format).format(new Date(instant)).replace(', ', ' ');
}

describe('a question', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
  });
  afterAll(() => stage?.close());

  const start = (input: object = {}) => startAsking(stage, input);
  const reminders = (to: string, account: Account) =>
    stage.messages(to, account).filter(({ text }) => text.includes('A reminder')).length;
  const cards = (to: string, account: Account) =>
    stage.messages(to, account).filter(({ threadTs }) => !threadTs).length;
  const refusal = (code: string, detail: RegExp) =>
    expect.objectContaining({ code, message: expect.stringMatching(detail) as string }) as Error;

  it('goes to the delegate of somebody who is away, and the card says so', async () => {
    await stage.spring();
    const dana = (await stage.store.people.byEmail(PEOPLE.csm))!;
    const from = await stage.time();
    const until = new Date(Date.parse(from) + 5 * 86_400_000).toISOString();
    await stage.store.people.save({ ...dana, delegate: PEOPLE.ae, away: { from, until } });
    const account = await stage.account();
    const runId = await stage.begin('asking', account);
    await stage.card(PEOPLE.ae, account);
    expect(seen(stage, PEOPLE.ae, account)).toMatch(/Dana Reyes is away/);
    expect(seen(stage, PEOPLE.csm, account)).toBe('[]');
    await stage.choose(PEOPLE.ae, account, 'yes');
    await stage.store.people.save(dana);
    const result = await stage.ended(runId);
    expect(result.details).toMatchObject({ by: 'Priya Nair' });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('reminds once and escalates once; the person it was escalated to answers, and everybody sees it', async () => {
    const { runId, account } = await start();
    await stage.skip('23 hours');
    expect([reminders(PEOPLE.csm, account), cards(PEOPLE['cs-manager'], account)]).toEqual([1, 0]);
    await stage.skip('6 hours');
    expect([reminders(PEOPLE.csm, account), cards(PEOPLE['cs-manager'], account)]).toEqual([1, 1]);
    await stage.choose(PEOPLE['cs-manager'], account, 'no', { reason: 'They are moving.' });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ reason: 'They are moving.', details: { choice: 'no', by: 'Marcus Hill' } });
    for (const to of [PEOPLE.csm, PEOPLE['cs-manager']]) expect(seen(stage, to, account)).toMatch(/Marcus Hill[^"]*No/);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('refuses what does not answer it, and says what would', async () => {
    const { runId, account, taskId } = await start();
    const decide = (choice: string, as: string, rest: object = {}) =>
      stage.app.client.decide(runId, { taskId, choice, as, ...rest });
    await expect(decide('maybe', PEOPLE.csm)).rejects.toEqual(refusal('CHOICE_UNKNOWN', /yes, no, later/));
    await expect(decide('no', PEOPLE.csm)).rejects.toEqual(refusal('REASON_REQUIRED', /No/));
    await expect(decide('no', PEOPLE.csm, { reason: '  ' })).rejects.toEqual(refusal('REASON_REQUIRED', /No/));
    await expect(decide('later', PEOPLE.csm)).rejects.toEqual(refusal('FIELD_INVALID', /missing/));
    for (const days of ['soon', '1.5', '0'])
      await expect(decide('later', PEOPLE.csm, { fields: { days } })).rejects.toEqual(
        refusal('FIELD_INVALID', new RegExp(`must be a whole number of at least 1, but is "${days}"`)),
      );
    await expect(decide('later', PEOPLE.csm, { fields: { days: '3', price: '1' } })).rejects.toEqual(
      refusal('FIELD_INVALID', /no field "price"/),
    );
    for (const stranger of [PEOPLE.ae, PEOPLE['cs-manager']])
      await expect(decide('yes', stranger)).rejects.toEqual(refusal('NOT_ALLOWED', /customer success manager/));
    expect((await openTask(stage, runId)).state.kind).toBe('open');
    await decide('later', PEOPLE.csm, { fields: { days: '3' } });
    const result = await stage.ended(runId);
    expect(result.details).toMatchObject({ choice: 'later', days: '3' });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('refuses what is no decision at all, and goes on', async () => {
    const { runId, account, taskId } = await start();
    const handle = stage.env.client.workflow.getHandle(runId);
    const by = { email: PEOPLE.csm, name: 'Dana Reyes', roles: ['csm'] };
    const wrongs = [
      undefined,
      'yes',
      { taskId, choice: 'yes' },
      { taskId, choice: 'yes', by: { ...by, roles: 1 } },
      { taskId, choice: 'no', reason: 'a\0b', by },
    ];
    for (const wrong of wrongs)
      await expect(handle.executeUpdate('decide', { args: [wrong] })).rejects.toMatchObject({
        cause: { type: 'FIELD_INVALID' },
      });
    // Fields may be left out.
    await handle.executeUpdate('decide', { args: [{ taskId, choice: 'yes', by }] });
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('takes exactly one of ten answers at the same time; the others hear who decided', async () => {
    const { runId, account, taskId } = await start();
    await stage.app.client.pause(runId, { reason: 'So that it does not end meanwhile.' });
    const handle = stage.env.client.workflow.getHandle(runId);
    const decision = (index: number): Decision => ({
      taskId,
      choice: index % 2 ? 'yes' : 'later',
      fields: index % 2 ? {} : { days: String(index + 1) },
      by: { email: `p${index}@playmaker.example`, name: `Person ${index}`, roles: ['csm'] },
    });
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => handle.executeUpdate('decide', { args: [decision(index)] })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = `Person ${answers.findIndex(({ status }) => status === 'fulfilled')}`;
    await stage.app.client.resume(runId, { reason: 'Go on.' });
    const result = await stage.ended(runId);
    expect(result.details).toMatchObject({ by: winner });
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ cause: { message: expect.stringContaining(winner) as string } });
    expect(await stage.store.ledger.list({ runId, kind: 'decision' })).toMatchObject([
      { what: 'Small play: paused', by: 'test', reason: 'So that it does not end meanwhile.' },
      { by: winner },
      { what: 'Small play: resumed', by: 'test', reason: 'Go on.' },
    ]);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('refuses a late answer with who decided', async () => {
    const { runId, account, taskId } = await start();
    await stage.choose(PEOPLE.csm, account, 'yes');
    await stage.ended(runId);
    await expect(stage.app.client.decide(runId, { taskId, choice: 'yes', as: PEOPLE.csm })).rejects.toEqual(
      refusal('TASK_CLOSED', /Dana Reyes/),
    );
  });

  it('closes by itself when a fact answers it, and asks nobody when the fact is already known', async () => {
    const { runId, account } = await start();
    await stage.event(runId, { type: 'survey.answered' });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'missed', reason: 'No longer needed: the answer is known.' });
    expect(seen(stage, PEOPLE.csm, account)).toContain('No longer needed');
    await expectCleanEnd(stage, runId, account, result);
  });

  it('asks nobody when the fact that answers it came while the play was paused', async () => {
    const { runId, account } = await start();
    await stage.app.client.pause(runId, { reason: 'Holidays.' });
    await stage.skip('29 hours');
    await stage.event(runId, { type: 'survey.answered' });
    await stage.app.client.resume(runId, { reason: 'Back.' });
    const result = await stage.ended(runId);
    expect(result.reason).toBe('No longer needed: the answer is known.');
    expect(seen(stage, PEOPLE['cs-manager'], account)).toBe('[]');
    await expectCleanEnd(stage, runId, account, result);
  });

  it('ends without an answer when nobody gave one in time, and says so on every card', async () => {
    const { runId, account, taskId } = await start();
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome: 'missed', details: { choice: 'no-answer', by: '' } });
    for (const to of [PEOPLE.csm, PEOPLE['cs-manager']])
      expect(seen(stage, to, account)).toContain('Nobody answered in time, not even after it was escalated.');
    await expect(stage.app.client.decide(runId, { taskId, choice: 'yes', as: PEOPLE.csm })).rejects.toMatchObject({
      code: 'TASK_CLOSED',
    });
    await expectCleanEnd(stage, runId, account, result);
  });

  describe('of a play that is paused', () => {
    it('counts an answer once the play goes on', async () => {
      const { runId, account, taskId } = await start();
      await stage.app.client.pause(runId, { reason: 'Holidays.' });
      await stage.app.client.decide(runId, { taskId, choice: 'yes', as: PEOPLE.csm });
      await stage.skip('3 days');
      expect((await stage.status(runId)).state).toBe('paused');
      await stage.app.client.resume(runId, { reason: 'Back.' });
      const result = await stage.ended(runId);
      expect(result.details).toMatchObject({ choice: 'yes', by: 'Dana Reyes' });
      await expectCleanEnd(stage, runId, account, result);
    });

    it('gives as much time as there was, within working hours, and the card shows it', async () => {
      const { runId, account } = await start();
      const before = await openTask(stage, runId);
      await stage.skip('2 hours');
      await stage.app.client.pause(runId, { reason: 'Holidays.' });
      await stage.skip('95 hours');
      expect(reminders(PEOPLE.csm, account)).toBe(0);
      await stage.app.client.resume(runId, { reason: 'Back.' });
      const moved = (tasks: readonly { state: { kind: string; note?: string } }[]) =>
        tasks.some(({ state }) => state.note?.includes('paused'));
      const { openTasks } = await stage.until(runId, (status) => moved(status.openTasks));
      const [was, is] = [before.state, openTasks[0]!.state].map((state) => (state.kind === 'open' ? state.due : ''));
      // Tuesday 9:00 in New York and 95 hours are Saturday 8:00, so that it is due when work begins on Monday.
      expect([inNewYork(was!), inNewYork(is!)]).toEqual(['Tue 09', 'Mon 09']);
      const stored = await stage.store.tasks.list({ runId });
      await stage.inbox.until(() => seen(stage, PEOPLE.csm, account).includes('The play was paused'));
      expect(stored[0]!.state).toMatchObject({ due: is });
      await stage.skip('20 hours');
      expect(seen(stage, PEOPLE['cs-manager'], account)).toBe('[]');
      await stage.choose(PEOPLE.csm, account, 'yes');
      await expectCleanEnd(stage, runId, account, await stage.ended(runId));
    });

    it('refuses a second pause, and a resume of what is not paused', async () => {
      const { runId, account } = await start();
      const { client } = stage.app;
      await expect(client.resume(runId, { reason: 'x' })).rejects.toMatchObject({ code: 'NOT_PAUSED' });
      await client.pause(runId, { reason: 'Holidays.' });
      await expect(client.pause(runId, { reason: 'x' })).rejects.toEqual(refusal('ALREADY_PAUSED', /Holidays/));
      expect(await stage.store.runs.get(runId)).toMatchObject({ state: 'paused' });
      await client.resume(runId, { reason: 'Back.' });
      expect(await stage.store.runs.get(runId)).toMatchObject({ state: 'running' });
      await client.cancel(runId, { reason: 'Enough.' });
      await expectCleanEnd(stage, runId, account, await stage.ended(runId));
      await expect(client.pause(runId, { reason: 'x' })).rejects.toMatchObject({ code: 'PLAY_ENDED' });
    });

    it('is asked again of nobody while it is escalated during a pause and a resume', async () => {
      const { runId, account } = await start();
      for (let round = 0; round < 3; round += 1) {
        await stage.app.client.pause(runId, { reason: `Pause ${round}.` });
        await stage.skip('23 hours');
        await stage.app.client.resume(runId, { reason: `Resume ${round}.` });
      }
      expect(cards(PEOPLE['cs-manager'], account)).toBe(0);
      await stage.skip('6 days');
      expect(stage.messages(PEOPLE['cs-manager'], account).filter(hasButtons).length).toBeLessThanOrEqual(1);
      const result = await stage.result(runId);
      expect([cards(PEOPLE.csm, account), cards(PEOPLE['cs-manager'], account)]).toEqual([1, 1]);
      await expectCleanEnd(stage, runId, account, result);
    });
  });
});

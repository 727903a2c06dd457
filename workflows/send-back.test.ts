import type { Account } from '../src/domain/account';
import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage, seen } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

/** The CSM and the AE review what the AE drafted. */
describe('a text that is sent back', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
  });
  afterAll(() => stage?.close());

  const REVIEW = /^Please review/;
  const BACK = /came back to you/;

  async function start(): Promise<{ runId: string; account: Account }> {
    const account = await stage.account();
    return { runId: await stage.begin('approving', account), account };
  }

  /** The open task of that role whose question is so. */
  async function taskOf(runId: string, role: 'csm' | 'ae', question: RegExp) {
    const isIt = ({ card }: { card: { role: string; question: string } }) =>
      card.role === role && question.test(card.question);
    const { openTasks } = await stage.until(runId, ({ openTasks: open }) => open.some(isIt));
    return openTasks.find(isIt)!;
  }

  async function answer(
    runId: string,
    role: 'csm' | 'ae',
    question: RegExp,
    choice: string,
    more: { reason?: string; fields?: Record<string, string> } = {},
  ): Promise<void> {
    const { taskId } = await taskOf(runId, role, question);
    await stage.app.client.decide(runId, { taskId, choice, as: PEOPLE[role], ...more });
  }

  const sendBack = (runId: string, reason: string) => answer(runId, 'csm', REVIEW, 'send-back', { reason });

  it('goes to its author with the reason, and the new version to the others, who hear of both', async () => {
    const { runId, account } = await start();
    await stage.choose(PEOPLE.csm, account, 'send-back', { reason: 'The second depot is missing' });
    const back = await taskOf(runId, 'ae', BACK);
    expect(back.card.why).toBe('Dana Reyes sent it back: “The second depot is missing”.');
    expect(seen(stage, PEOPLE.ae, account)).toContain('Dana Reyes sent it back to the account executive');
    await answer(runId, 'ae', BACK, 'revise', { fields: { accountName: 'Both depots' } });
    const { card } = await taskOf(runId, 'csm', /version 2/);
    expect(card.why).toBe(
      'Priya Nair made this version. Dana Reyes had sent the version before back: “The second depot is missing”.',
    );
    await answer(runId, 'csm', /version 2/, 'approve');
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { version: 2, by: 'Dana Reyes, Priya Nair' } });
    expect(result.reason).toContain('Both depots');
    await expectCleanEnd(stage, runId, account, result);
  });

  it('can be kept with a reason three times; then it is approved, edited or rejected', async () => {
    const { runId, account } = await start();
    const offered: (readonly string[])[] = [];
    for (const round of [1, 2, 3]) {
      const { card } = await taskOf(runId, 'csm', REVIEW);
      offered.push(card.choices.map(({ id }) => id));
      await sendBack(runId, `no ${round}`);
      await answer(runId, 'ae', BACK, 'keep', { reason: `yes ${round}` });
    }
    const { card } = await taskOf(runId, 'csm', REVIEW);
    expect(card.why).toContain('Dana Reyes sent it back: “no 3”. Priya Nair keeps it as it is: “yes 3”.');
    offered.push(card.choices.map(({ id }) => id));
    const all = ['approve', 'edit', 'send-back', 'reject'];
    expect(offered).toEqual([all, all, all, ['approve', 'edit', 'reject']]);
    await answer(runId, 'csm', REVIEW, 'approve');
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { version: 1, by: 'Dana Reyes, Priya Nair' } });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('can be withdrawn by its author, and then goes nowhere', async () => {
    const { runId, account } = await start();
    await sendBack(runId, 'The price is wrong');
    await answer(runId, 'ae', BACK, 'withdraw', { reason: 'They have no budget' });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'missed', reason: 'They have no budget', details: { by: 'Priya Nair' } });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('comes to the reviewers as it is when its author is silent, and cannot be sent back again', async () => {
    const { runId, account } = await start();
    await sendBack(runId, 'The price is wrong');
    const { taskId } = await taskOf(runId, 'ae', BACK);
    await stage.skip('3 days');
    // Their manager is silent, too.
    await stage.until(runId, ({ openTasks: open }) =>
      open.some((task) => task.taskId === taskId && task.asked.includes(PEOPLE['sales-manager'])),
    );
    await stage.skip('5 days');
    const again = await taskOf(runId, 'csm', REVIEW);
    expect(again.card.why).toContain('The account executive did not answer in time.');
    expect(again.card.choices.map(({ id }) => id)).toEqual(['approve', 'edit', 'reject']);
    for (const role of ['csm', 'ae'] as const) await answer(runId, role, REVIEW, 'approve');
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { version: 1, by: 'Dana Reyes, Priya Nair' } });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('is not offered to whoever wrote it, who edits it', async () => {
    const { runId, account } = await start();
    const { card } = await taskOf(runId, 'ae', REVIEW);
    expect(card.choices.map(({ id }) => id)).toEqual(['approve', 'edit', 'reject']);
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });
});

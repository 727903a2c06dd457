import type { Account } from '../src/domain/account';
import type { PlayResult } from '../src/domain/play-messages';
import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage, openTask, seen, promotionRuns } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

describe('a play that ends early', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
  });
  afterAll(() => stage?.close());

  const olivia = (account: Account) => account.contacts.find(({ id }) => id === 'olivia-grant')!;
  const calls = (account: Account) =>
    stage.mails(olivia(account).email).map(({ subject }) => subject.replace(/:.*/, ''));
  const handle = (runId: string) => stage.env.client.workflow.getHandle(runId);

  /** To the moment it has everything there is to clean up. */
  async function start(): Promise<{ runId: string; account: Account }> {
    await stage.spring();
    const account = await stage.account();
    const runId = await stage.begin('busy', account);
    await stage.card(PEOPLE.csm, account);
    await openTask(stage, runId);
    expect(await stage.store.marketing.paused(account.id, await stage.time())).toBe(true);
    expect(calls(account)).toEqual(['Invitation']);
    return { runId, account };
  }

  async function expectTidy(runId: string, account: Account, result: PlayResult): Promise<void> {
    expect(calls(account)).toEqual(['Invitation', 'Cancelled']);
    const [, cancelled] = stage.mails(olivia(account).email);
    expect(JSON.stringify(cancelled)).not.toContain(result.reason);
    const why = result.outcome === 'cancelled' ? result.reason : `The play ended: ${result.reason}`;
    expect(seen(stage, PEOPLE.csm, account)).toContain(`: ${why}`);
    await expectCleanEnd(stage, runId, account, result);
  }

  it.each([
    ['churn.notified', 'churned', undefined],
    ['support.escalated', 'handed-over', 'rescue'],
  ] as const)('by %s leaves nothing behind', async (type, outcome, play) => {
    const { runId, account } = await start();
    await stage.event(runId, { type });
    const result = await stage.ended(runId);
    expect([result.outcome, result.handedOverTo?.play]).toEqual([outcome, play]);
    if (play)
      expect(seen(stage, PEOPLE.csm, account)).toContain(
        'No rescue has started: No play called rescue takes accounts over. Please see to it today.',
      );
    await expectTidy(runId, account, result);
  });

  it('because a person cancelled it leaves nothing behind, and says who', async () => {
    const { runId, account } = await start();
    await stage.app.client.cancel(runId, { reason: 'A merger.' });
    const result = await stage.ended(runId);
    expect(result).toMatchObject({
      outcome: 'cancelled',
      reason: expect.stringMatching(/stopped.*A merger/) as string,
    });
    await expectTidy(runId, account, result);
    await expect(stage.app.client.cancel(runId, { reason: 'Again.' })).rejects.toMatchObject({ code: 'PLAY_ENDED' });
  });

  it('while it is paused leaves nothing behind', async () => {
    const { runId, account } = await start();
    await stage.app.client.pause(runId, { reason: 'Holidays.' });
    await stage.app.client.cancel(runId, { reason: 'For good.' });
    await expectTidy(runId, account, await stage.ended(runId));
  });

  it('because it was cancelled in Temporal leaves nothing behind, and is cancelled there', async () => {
    const { runId, account } = await start();
    await handle(runId).cancel();
    const { result } = await stage.until(runId, (status) => status.result !== undefined);
    await expect(stage.ended(runId)).rejects.toThrow(/cancelled/i);
    expect(result!.outcome).toBe('cancelled');
    await expectTidy(runId, account, result!);
  });

  it('because it was cancelled in Temporal while paused leaves nothing behind', async () => {
    const { runId, account } = await start();
    await stage.app.client.pause(runId, { reason: 'Holidays.' });
    await handle(runId).cancel();
    await expect(stage.ended(runId)).rejects.toThrow(/cancelled/i);
    await expectTidy(runId, account, (await stage.status(runId)).result!);
  });

  it('keeps the first of two endings, also when the second comes while it cleans up', async () => {
    const { runId, account } = await start();
    await Promise.all([stage.event(runId, { type: 'churn.notified' }), handle(runId).cancel()]);
    await stage.event(runId, { type: 'support.escalated' }).catch(() => undefined);
    await stage.ended(runId).catch(() => undefined);
    const { result } = await stage.status(runId);
    expect(['churned', 'cancelled']).toContain(result!.outcome);
    await expectTidy(runId, account, result!);
  });

  it('leaves a meeting that has taken place in people’s calendars', async () => {
    const { runId, account } = await start();
    for (const move of ['pause', 'resume'] as const) {
      await stage.app.client[move](runId, { reason: 'Holidays.' });
      await stage.skip('9 days');
    }
    const result = await stage.result(runId);
    expect(calls(account)).toEqual(['Invitation']);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('invites nobody when it ends while it is paused before the invitation', async () => {
    await stage.spring();
    const account = await stage.account();
    const runId = await stage.begin('busy', account);
    await stage.app.client.pause(runId, { reason: 'Wait.' });
    const before = calls(account);
    await stage.skip('2 days');
    await stage.app.client.cancel(runId, { reason: 'No.' });
    const result = await stage.ended(runId);
    expect(calls(account)).toEqual(before.length > 0 ? ['Invitation', 'Cancelled'] : calls(account));
    expect(['', 'Invitation,Cancelled']).toContain(calls(account).join());
    await expectCleanEnd(stage, runId, account, result);
  });

  it('at its very beginning knows its account, and tells whom it concerns', async () => {
    for (const type of ['churn.notified', 'support.escalated'] as const) {
      const account = await stage.account();
      const runId = await stage.begin('busy', account);
      await stage.event(runId, { type });
      const result = await stage.ended(runId);
      expect(result.outcome).toBe(type === 'churn.notified' ? 'churned' : 'handed-over');
      if (type === 'support.escalated')
        expect(seen(stage, PEOPLE.csm, account)).toContain(
          'No rescue has started: No play called rescue takes accounts over. Please see to it today.',
        );
      expect(['', 'Invitation,Cancelled']).toContain(calls(account).join());
      await expectCleanEnd(stage, runId, account, result);
    }
  });

  it('together with the answer it waited for ends once, and the answer is in the ledger', async () => {
    const { runId, account } = await start();
    const { taskId } = await openTask(stage, runId);
    const [answer] = await Promise.allSettled([
      stage.app.client.decide(runId, { taskId, choice: 'yes', as: PEOPLE.csm }),
      stage.event(runId, { type: 'churn.notified' }),
    ]);
    const result = await stage.ended(runId);
    const decisions = await stage.store.ledger.list({ runId, kind: 'decision' });
    expect(decisions).toHaveLength(answer.status === 'fulfilled' ? 1 : 0);
    expect(calls(account)).toEqual(['Invitation', 'Cancelled']);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('cleans up although Slack fails for good in the middle, and mails nobody afterwards', async () => {
    const { runId, account } = await start();
    stage.inbox.faults.next({ method: 'chat.update', fault: 'rateLimited', retryAfterSeconds: 3600 });
    await stage.event(runId, { type: 'churn.notified' });
    await stage.inbox.until(() => calls(account).includes('Cancelled'));
    await promotionRuns(stage, account);
    expect((await stage.status(runId)).result).toBeUndefined();
    await stage.skip('2 hours');
    await expectTidy(runId, account, await stage.ended(runId));
  });

  it('does not wait for a message that waits for Slack, and that message is never sent', async () => {
    await stage.spring();
    const account = await stage.account();
    const before = stage.inbox.faults.counts().slack.rateLimited;
    stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'rateLimited', retryAfterSeconds: 3600 });
    const runId = await stage.begin('asking', account);
    await stage.inbox.until(({ faults }) => faults.counts().slack.rateLimited > before);
    const began = Date.parse(await stage.time());
    await stage.event(runId, { type: 'churn.notified' });
    const result = await stage.ended(runId);
    expect(Date.parse(result.endedAt) - began).toBeLessThan(3_000_000);
    await stage.skip('2 hours');
    const messages = stage.messages(PEOPLE.csm, account).map(({ text }) => text);
    expect(messages).toEqual([expect.stringContaining('We have stopped the small play')]);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('sends the customer nothing any more when the mail server comes back', async () => {
    await stage.spring();
    const account = await stage.account();
    stage.inbox.faults.next({ method: 'smtp', fault: 'serverError' });
    const runId = await stage.begin('writing', account, { told: false });
    await stage.inbox.until(({ faults }) => faults.counts().smtp.serverError > 0);
    await stage.event(runId, { type: 'churn.notified' });
    const result = await stage.ended(runId);
    await stage.skip('2 hours');
    expect(stage.mails(olivia(account).email)).toEqual([]);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('fails at once, before anything happens, when its account or input is wrong', async () => {
    const account = await stage.account();
    const unknown = await stage.begin('busy', { ...account, id: 'nobody' });
    await expect(stage.ended(unknown)).rejects.toMatchObject({ cause: { type: 'UNKNOWN_ACCOUNT' } });
    const wrong = await stage.begin('asking', account, { role: 'king' });
    await expect(stage.ended(wrong)).rejects.toMatchObject({ cause: { type: 'INPUT_INVALID' } });
    expect(seen(stage, PEOPLE.csm, account)).toBe('[]');
  });
});

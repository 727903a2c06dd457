import { hasButtons } from '../src/cli/demo/cards';
import { PEOPLE, Stage } from './stage';

describe('the expansion play, answered by Socket Mode', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ socketMode: true });
  });
  afterAll(() => stage?.close());

  async function asked() {
    const account = await stage.account();
    await stage.spring();
    const { runId } = await stage.app.client.start('expansion', {
      accountId: account.id,
      input: { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days', leader: 'olivia-grant' },
    });
    return { account, runId, card: await stage.card(PEOPLE.csm, account) };
  }
  const decisions = async (runId: string) =>
    (await stage.store.ledger.list({ runId, kind: 'decision' })).map(({ by, what }) => `${by}: ${what}`);

  it.each(['repeat', 'lostAcknowledgement', 'lostEnvelope'] as const)(
    'goes on after one click, and the card shows the answer, whatever the connection does (%s)',
    async (fault) => {
      const { account, runId } = await asked();
      stage.inbox.socket.next(fault);
      await stage.choose(PEOPLE.csm, account, 'confirm');
      await stage.until(runId, ({ phase }) => phase === 'Discovery');
      expect(await decisions(runId)).toHaveLength(1);
      expect(await stage.store.ledger.list({ runId, kind: 'refusal' })).toEqual([]);
    },
  );

  it('goes on over HTTP when Slack refuses the app token', async () => {
    const { account, runId, card } = await asked();
    stage.inbox.socket.refuseToken('token_revoked');
    await stage.choose(PEOPLE.csm, account, 'confirm');
    await stage.until(runId, ({ phase }) => phase === 'Discovery');
    const now = stage.inbox.messages({ to: PEOPLE.csm }).find(({ ts }) => ts === card.ts)!;
    expect(hasButtons(now)).toBe(false);
    expect(JSON.stringify(now.blocks)).toMatch(/Dana/);
    expect(await decisions(runId)).toHaveLength(1);
  });
});

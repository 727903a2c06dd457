import pino from 'pino';
import type { Account } from '../src/domain/account';
import { hasButtons } from '../src/cli/demo/cards';
import type { InboxMessage } from '../temporal-dev/inbox';
import { untilSo } from './races.fixture';
import { expectCleanEnd } from './clean-end';
import { openSmallStage, openTask } from './small-plays';
import { PEOPLE, type Stage } from './stage';

const DANA = PEOPLE.csm;
/** In which Temporal tries again what failed. */
const TRIED_AGAIN = '2 minutes';

/** What Slack can do to us, and whoever is asked has answered in the end or knows how to. */
describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
] as const)('when Slack has trouble, reached by %s', (_way, socketMode) => {
  let stage: Stage;
  const logged: string[] = [];
  beforeAll(async () => {
    const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
    stage = await openSmallStage({ socketMode, logger });
  });
  afterEach(() => stage?.inbox.faults.clear());
  afterAll(() => stage?.close());

  const deliveries = () => (socketMode ? stage.inbox.socket : stage.inbox.http);
  async function begun(): Promise<{ account: Account; runId: string }> {
    const account = await stage.account();
    return { account, runId: await stage.begin('asking', account) };
  }
  async function asked() {
    await stage.spring();
    const { account, runId } = await begun();
    const card = await stage.card(DANA, account);
    const { taskId } = await openTask(stage, runId);
    return { account, runId, taskId, card };
  }
  const press = (card: InboxMessage, choice = 'yes') =>
    stage.inbox.click({ as: DANA, message: card, actionId: `decide:${choice}` });
  /** What Dana alone was told since. */
  const whispers = (since: InboxMessage) =>
    stage.inbox.messages({ to: DANA }).filter(({ ephemeralFor, ts }) => ephemeralFor === DANA && ts > since.ts);
  const told = (since: InboxMessage, words: RegExp) =>
    stage.inbox.until(() => whispers(since).find(({ text }) => words.test(text)));
  const decisions = (runId: string) => stage.store.ledger.list({ runId, kind: 'decision' });
  const cards = (account: Account) =>
    stage.messages(DANA, account).filter((each) => !each.threadTs && !each.ephemeralFor);
  /** The play went on with one answer, which the one card shows. */
  async function expectAnswered(account: Account, runId: string): Promise<void> {
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ outcome: 'done', details: { by: 'Dana Reyes' } });
    expect(await decisions(runId)).toHaveLength(1);
    expect(cards(account).map(({ blocks }) => JSON.stringify(blocks))).toEqual([
      expect.stringMatching(/Dana Reyes chose/),
    ]);
    await expectCleanEnd(stage, runId, account, result);
  }

  it('a click that is delivered twice counts once, and nobody is told that it did not', async () => {
    const { account, runId, card } = await asked();
    deliveries().next('repeat');
    await press(card);
    await expectAnswered(account, runId);
    expect(whispers(card)).toEqual([]);
    expect(await stage.store.ledger.list({ runId, kind: 'refusal' })).toEqual([]);
  });

  it('of clicks that overtake each other the first to arrive counts, and the other is told so', async () => {
    const { account, runId, card } = await asked();
    deliveries().next('delay');
    const late = press(card);
    await press(card, 'no');
    await stage.inbox.until(() => stage.inbox.openModal(DANA));
    await stage.inbox.submitModal({ as: DANA, values: { reason: { value: 'Too soon.' } } });
    await stage.inbox.until(() => cards(account).every((each) => !hasButtons(each)));
    deliveries().release();
    await late;
    await told(card, /did not count: Dana Reyes already chose “No” on/);
    expect(whispers(card)).toHaveLength(1);
    await expectAnswered(account, runId);
  });

  it.each([
    ['429', { fault: 'rateLimited', retryAfterSeconds: 0 }],
    ['503', { fault: 'serverError' }],
    ['a lost answer', { fault: 'dropAfterAccept' }],
  ] as const)('the card comes once, and its outcome, though each first call ends with %s', async (_what, fault) => {
    await stage.spring();
    for (const method of ['users.lookupByEmail', 'conversations.open', 'chat.postMessage', 'chat.update'])
      stage.inbox.faults.next({ method, ...fault });
    const { account, runId } = await begun();
    await stage.skip(TRIED_AGAIN);
    await press(await stage.card(DANA, account));
    await untilSo('the answer counts', async () => (await decisions(runId)).length === 1);
    await stage.skip(TRIED_AGAIN);
    await expectAnswered(account, runId);
  });

  it.each([
    ['429', { fault: 'rateLimited', retryAfterSeconds: 0 }],
    ['503', { fault: 'serverError' }],
  ] as const)('an answer counts though the first look at who gave it ends with %s', async (_what, fault) => {
    const { account, runId, card } = await asked();
    stage.inbox.faults.next({ method: 'users.info', ...fault });
    await press(card);
    await stage.inbox.until(() => cards(account).every((each) => !hasButtons(each)));
    await expectAnswered(account, runId);
  });

  it('a card that somebody deleted is followed by one with the outcome', async () => {
    const { account, runId, taskId, card } = await asked();
    stage.inbox.removeMessage(card);
    await stage.app.client.decide(runId, { taskId, choice: 'yes', as: DANA });
    await expectAnswered(account, runId);
  });

  it('somebody whose dialog cannot open any more is told to click again, and that works', async () => {
    const { account, runId, card } = await asked();
    stage.inbox.faults.next({ method: 'views.open', fault: 'refused', error: 'expired_trigger_id' });
    await press(card, 'no');
    await told(card, /That took too long\. Please click once more\./);
    await press(card, 'no');
    await stage.inbox.until(() => stage.inbox.openModal(DANA));
    await stage.inbox.submitModal({ as: DANA, values: { reason: { value: 'Too soon.' } } });
    await expectAnswered(account, runId);
    expect(whispers(card)).toHaveLength(1);
  });

  it('a card that only one person sees makes way once it is answered by a dialog', async () => {
    const { runId, taskId } = await asked();
    await stage.inbox.command({ as: DANA, text: '/plays tasks' });
    const mine = (find: RegExp) =>
      stage.inbox.until(() =>
        stage.inbox
          .messages({ to: DANA })
          .findLast((each) => each.ephemeralFor && find.test(JSON.stringify(each.blocks))),
      );
    const list = await mine(/plays:task/);
    const { block_id: blockId } = list.blocks.find((each) => JSON.stringify(each).includes(taskId))!;
    await stage.inbox.click({ as: DANA, message: list, actionId: 'plays:task', blockId });
    await stage.inbox.click({ as: DANA, message: await mine(/decide:no/), actionId: 'decide:no' });
    await stage.inbox.until(() => stage.inbox.openModal(DANA));
    await stage.inbox.submitModal({ as: DANA, values: { reason: { value: 'Too soon.' } } });
    const done = await stage.inbox.until(() =>
      stage.inbox
        .messages({ to: DANA })
        .findLast((each) => each.ephemeralFor && /This task is answered/.test(each.text)),
    );
    expect(hasButtons(done)).toBe(false);
    await stage.ended(runId);
  });

  it('what is asked in a channel that is gone is answered in direct messages', async () => {
    const { card } = await asked();
    const channel = stage.inbox.addChannel('gone');
    deliveries().next('delay');
    const typed = stage.inbox.command({ as: DANA, text: '/plays tasks', channel });
    stage.inbox.removeChannel(channel);
    deliveries().release();
    await typed;
    const answer = await stage.inbox.until(() =>
      stage.inbox
        .messages({ to: DANA })
        .find(({ ts, text, threadTs }) => ts > card.ts && !threadTs && /task/.test(text)),
    );
    expect(JSON.stringify(answer)).toContain('ready?');
  });

  it('that it does not answer at all is told to operations, once, until it does', async () => {
    await stage.spring();
    const readiness = async () => (await fetch(`${stage.app.url}/readyz`)).json() as Promise<{ checks: object }>;
    const problems = () => logged.filter((line) => line.includes('SLACK_UNREACHABLE') && line.includes('"level":50'));
    const before = problems().length;
    stage.inbox.faults.set({ slack: { serverError: 1 } });
    const { account, runId } = await begun();
    await untilSo('operations hear of it', () => Promise.resolve(problems().length > before));
    expect(await readiness()).toMatchObject({
      status: 'ready',
      checks: { slack: 'unreachable', mail: 'ok' },
      advice: [expect.stringMatching(/^Slack cannot be reached \(HTTP status 503\): /)],
    });
    await stage.skip(TRIED_AGAIN);
    expect(problems()).toHaveLength(before + 1);
    stage.inbox.faults.clear();
    await stage.skip(TRIED_AGAIN);
    await press(await stage.card(DANA, account));
    await expectAnswered(account, runId);
    expect(await readiness()).toMatchObject({ checks: { slack: 'ok' } });
  });

  describe('a token that was revoked', () => {
    const revoke = () => stage.inbox.faults.set({ slack: { refused: 1, error: 'token_revoked' } });
    const readiness = async () => (await fetch(`${stage.app.url}/readyz`)).json();
    const problems = () => logged.filter((line) => line.includes('SLACK_TOKEN_REFUSED') && line.includes('"level":50'));

    it('is told to operations, once, with what to do; what waited goes out once when there is a good one', async () => {
      await stage.spring();
      const before = problems().length;
      revoke();
      const runs = await Promise.all([begun(), begun()]);
      await untilSo('operations hear of it', () => Promise.resolve(problems().length > before));
      expect(await readiness()).toMatchObject({
        status: 'ready',
        checks: { slack: 'refused' },
        advice: [expect.stringMatching(/^Slack refuses SLACK_BOT_TOKEN \(token_revoked\): .* Install the app again/)],
      });
      await stage.skip(TRIED_AGAIN);
      expect(problems()).toHaveLength(before + 1);
      expect(runs.flatMap(({ account }) => cards(account))).toEqual([]);
      stage.inbox.faults.clear();
      await stage.skip(TRIED_AGAIN);
      for (const { account, runId } of runs) {
        await press(await stage.card(DANA, account));
        await expectAnswered(account, runId);
      }
      expect(await readiness()).toMatchObject({ checks: { slack: 'ok' } });
    });

    it('leaves no card without its outcome', async () => {
      const { account, runId, taskId, card } = await asked();
      revoke();
      await stage.app.client.decide(runId, { taskId, choice: 'yes', as: DANA });
      await untilSo('Slack refused', () => Promise.resolve(stage.inbox.faults.counts().slack.refused > 0));
      expect(cards(account).map(({ ts }) => ts)).toEqual([card.ts]);
      stage.inbox.faults.clear();
      await stage.skip(TRIED_AGAIN);
      await expectAnswered(account, runId);
    });

    it('does not leave whoever clicks meanwhile in the dark', async () => {
      const { account, runId, card } = await asked();
      revoke();
      await press(card);
      await told(card, /your answer did not count\. Please click again\./);
      stage.inbox.faults.clear();
      await press(card);
      await expectAnswered(account, runId);
    });
  });
});

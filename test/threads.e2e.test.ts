import { hasButtons } from '../src/cli/demo/cards';
import type { Account } from '../src/domain/account';
import type { InboxMessage } from '../temporal-dev/inbox';
import { expectCleanEnd } from './clean-end';
import { openSmallStage, openTask, seen } from './small-plays';
import { PEOPLE, type Stage } from './stage';

const CHANNEL = '#customer-success';
const PATIENCE_MS = 20_000;

describe('a thread per play in the channel of its account', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage({ rules: { messages: { channel: CHANNEL } } });
    for (const name of [CHANNEL, 'own', 'team']) stage.inbox.addChannel(name);
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.spring());

  const inChannel = (channel = CHANNEL) => stage.inbox.messages({ channel }).filter((each) => !each.ephemeralFor);
  const rootOf = (account: Account, channel?: string): InboxMessage | undefined =>
    inChannel(channel).find(({ threadTs, text }) => threadTs === undefined && text.includes(account.name));
  const repliesTo = (root: InboxMessage, channel?: string) =>
    inChannel(channel).filter(({ threadTs }) => threadTs === root.ts);
  /** What the thread says, once its last line is as described. */
  async function thread(account: Account, last: RegExp, channel?: string): Promise<string[]> {
    return stage.inbox.until(() => {
      const root = rootOf(account, channel);
      const texts = root && repliesTo(root, channel).map(({ text }) => text);
      return texts?.some((text) => last.test(text)) ? texts : undefined;
    }, PATIENCE_MS);
  }
  const refusals = async (account: Account) => stage.store.ledger.list({ accountId: account.id, kind: 'refusal' });

  it('tells what happened from the start to the end, each thing once though answers of Slack get lost; tasks stay direct', async () => {
    const account = await stage.account();
    // Slack takes the messages, but its answers are lost.
    for (let lost = 0; lost < 4; lost += 1)
      stage.inbox.faults.next({ method: 'chat.postMessage', fault: 'dropAfterAccept' });
    const runId = await stage.begin('busy', account);
    await stage.card(PEOPLE.csm, account);
    await stage.inbox.until(() => {
      const found = rootOf(account);
      return found?.text === `Expansion of ${account.name} · Only phase` ? found : undefined;
    }, PATIENCE_MS);
    await thread(account, /to answer/);
    await openTask(stage, runId);
    await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
    await stage.app.client.pause(runId, { reason: 'They move.' });
    await thread(account, /paused the play/);
    await stage.inbox.until(() => rootOf(account)?.text.includes('(paused)'), PATIENCE_MS);
    await stage.app.client.resume(runId, { reason: 'They have moved.' });
    await stage.choose(PEOPLE.csm, account, 'yes');
    const result = await stage.ended(runId);
    const told = await thread(account, /^Ended/);
    expect(told).toEqual([
      expect.stringMatching(/^Started, asked for by a test\./),
      'Now: Only phase.',
      expect.stringMatching(/^“Call with Acme .*” is set for <!date\^\d+\^.*>\. Invitations are out\.$/),
      expect.stringMatching(
        /^Dana Reyes, customer success manager, has until <!date.*> to answer: Is Acme .* ready\?$/,
      ),
      expect.stringMatching(/^test paused the play on <!date.*They move\.$/),
      expect.stringMatching(/^test resumed the play on <!date.*They have moved\.$/),
      expect.stringMatching(/^Dana Reyes decided on <!date.*>: Is Acme .* ready\? — Yes\.$/),
      expect.stringMatching(/^“Call with Acme .*” is called off/),
      'Ended: it went to its end. Dana Reyes.',
    ]);
    const end = await stage.inbox.until(() => rootOf(account)?.text.includes('ended: done') && rootOf(account));
    expect(JSON.stringify(end)).toMatch(/Dana Reyes\./);
    expect(inChannel().filter(hasButtons)).toEqual([]);
    expect(inChannel().filter(({ text, threadTs }) => !threadTs && text.includes(account.name))).toHaveLength(1);
    expect(await stage.store.threadLines.waiting(runId)).toEqual([]);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('tells what went to the customer, and from whom', async () => {
    const account = await stage.account();
    await stage.begin('writing', account);
    expect(await thread(account, /^Sent to/)).toContainEqual(
      expect.stringMatching(/^Sent to Olivia Grant, in the name of Dana Reyes: “.+”$/),
    );
  });

  it('stands in the channel of the account, else of its team, and nowhere without one', async () => {
    const [own, team, none] = [await stage.account(), await stage.account(), await stage.account()];
    const accounts = { [own.id]: '#own' };
    await stage.setRules({ messages: { accounts, teams: { [PEOPLE.csm.toUpperCase()]: '#team' } } });
    for (const account of [own, team]) await stage.begin('asking', account);
    await thread(own, /to answer/, 'own');
    await thread(team, /to answer/, 'team');
    await stage.setRules({ messages: { accounts } });
    const runId = await stage.begin('asking', none);
    await stage.choose(PEOPLE.csm, none, 'yes');
    await stage.ended(runId);
    expect(['own', 'team', CHANNEL].map((channel) => rootOf(none, channel))).toEqual([undefined, undefined, undefined]);
    await stage.setRules({ messages: { channel: CHANNEL } });
  });

  it('gets a task that owner and manager leave unanswered; anybody of the account’s team answers it there', async () => {
    const account = await stage.account();
    const runId = await stage.begin('asking', account);
    await stage.card(PEOPLE.csm, account);
    await stage.skip('25 hours');
    await stage.card(PEOPLE['cs-manager'], account);
    expect(inChannel().filter(hasButtons)).toEqual([]);
    await stage.skip('25 hours');
    const find = () => inChannel().find((each) => hasButtons(each) && JSON.stringify(each).includes(account.name));
    const card = await stage.inbox.until(find, PATIENCE_MS);
    expect(card).toMatchObject({ threadTs: rootOf(account)!.ts, broadcast: true });
    expect(JSON.stringify(card.blocks)).toMatch(/Nobody has answered yet: anybody of the team of Acme/);
    expect(seen(stage, PEOPLE.csm, account)).toMatch(/It stands in #customer-success now, for the whole team/);
    const { asked } = await openTask(stage, runId);
    expect(asked).toEqual([PEOPLE.csm, PEOPLE['cs-manager'], CHANNEL]);
    await stage.inbox.click({ as: PEOPLE.ae, message: card, actionId: 'decide:yes' });
    const result = await stage.ended(runId);
    expect(result.details).toMatchObject({ choice: 'yes', by: 'Priya Nair' });
    const shown = inChannel().find(({ ts }) => ts === card.ts)!;
    expect(JSON.stringify(shown.blocks)).toMatch(/Priya Nair chose “Yes”/);
    const rungs = (await stage.store.ledger.list({ runId, kind: 'task' })).map(({ what }) => what);
    expect(rungs).toEqual([
      expect.stringMatching(/Dana Reyes did not answer in time\. It goes to Marcus Hill\./),
      expect.stringMatching(/Marcus Hill did not answer in time\. It goes to #customer-success\./),
    ]);
    expect(await thread(account, /^Ended/)).toContainEqual(
      expect.stringMatching(/^Dana Reyes did not answer in time\. Marcus Hill, customer success lead, has until/),
    );
    await expectCleanEnd(stage, runId, account, result);
  });

  it('ends with the manager when the channel takes no messages', async () => {
    const account = await stage.account();
    const runId = await stage.begin('asking', account);
    await thread(account, /to answer/);
    stage.inbox.changeChannel(CHANNEL, { archived: true });
    await stage.skip('25 hours');
    await stage.card(PEOPLE['cs-manager'], account);
    await stage.skip('25 hours');
    expect(await stage.ended(runId)).toMatchObject({
      outcome: 'missed',
      reason: expect.stringMatching(/escalated/) as string,
    });
    expect(await stage.store.tasks.list({ runId })).toMatchObject([{ assignments: [{}, {}] }]);
    // Once a day, however often it was tried.
    const told = (await refusals(account)).map(({ what, at }) => `${at.slice(0, 10)} ${what}`);
    expect(told[0]).toMatch(/Slack takes no messages in #customer-success \(is_archived\)$/);
    expect(told).toEqual([...new Set(told)]);
    stage.inbox.changeChannel(CHANNEL, { archived: false });
  });

  it('says later what a channel did not take, in order and once, and begins anew when somebody deleted its first message', async () => {
    const account = await stage.account();
    const runId = await stage.begin('asking', account);
    await thread(account, /to answer/);
    stage.inbox.changeChannel(CHANNEL, { member: false });
    await stage.app.client.pause(runId, { reason: 'First.' });
    await stage.app.client.resume(runId, { reason: 'Second.' });
    await stage.until(runId, ({ state }) => state === 'running');
    stage.inbox.changeChannel(CHANNEL, { member: true });
    await stage.app.client.pause(runId, { reason: 'Third.' });
    const told = await thread(account, /Third/);
    expect(told.filter((text) => /(First|Second|Third)\.$/.test(text))).toHaveLength(3);
    expect(told.slice(-3).map((text) => /\w+(?=\.$)/.exec(text)![0])).toEqual(['First', 'Second', 'Third']);
    stage.inbox.removeMessage(rootOf(account)!);
    await stage.app.client.resume(runId, { reason: 'Fourth.' });
    expect(await thread(account, /Fourth/)).toHaveLength(1);
    await stage.choose(PEOPLE.csm, account, 'yes');
    await thread(account, /^Ended/);
  });
});

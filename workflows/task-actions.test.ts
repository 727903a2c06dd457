import { hasButtons } from '../src/cli/demo/cards';
import type { InboxMessage } from '../temporal-dev/inbox';
import { expectCleanEnd } from '../test/clean-end';
import { openSmallStage, seen, startAsking } from '../test/small-plays';
import { PEOPLE, type Stage } from '../test/stage';

type Values = Record<string, Record<string, string>>;

describe('what can be done with a task beside answering it', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
  });
  afterAll(() => stage?.close());

  const start = (input: object = {}) => startAsking(stage, input);

  /** Chooses from the menu of a card, and sends the dialog. */
  async function more(as: string, card: InboxMessage, option: string, values: Values): Promise<void> {
    await stage.inbox.click({ as, message: card, actionId: /^more:/, option });
    await stage.inbox.until(() => stage.inbox.openModal(as));
    await stage.inbox.submitModal({ as, values });
  }
  const dueOf = async (runId: string) =>
    (await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined)).waitingFor!.until;
  const text = (value: string): Values => ({ text: { value } });
  const whispers = (to: string): string =>
    JSON.stringify(
      stage.inbox
        .messages({ to })
        .filter(({ ephemeralFor }) => ephemeralFor)
        .map((each) => each.text),
    );

  it('declined, it goes to the next in line at once, who is told why; the card of who declined asks nothing more', async () => {
    const { runId, account } = await start();
    await more(PEOPLE.csm, await stage.card(PEOPLE.csm, account), 'decline', text('I am new here'));
    await stage.card(PEOPLE['cs-manager'], account);
    await stage.inbox.until(() => !stage.messages(PEOPLE.csm, account).some(hasButtons));
    expect(seen(stage, PEOPLE.csm, account)).toMatch(/You have passed this on/);
    expect(seen(stage, PEOPLE['cs-manager'], account)).toMatch(/Dana Reyes declined: I am new here/);
    await stage.choose(PEOPLE['cs-manager'], account, 'yes');
    const result = await stage.ended(runId);
    expect(result.details).toMatchObject({ choice: 'yes', by: 'Marcus Hill' });
    expect(seen(stage, PEOPLE.csm, account)).toMatch(/Marcus Hill chose/);
    const [entry] = await stage.store.ledger.list({ runId, kind: 'task' });
    expect(entry).toMatchObject({ by: 'Dana Reyes', what: expect.stringMatching(/declined: I am new here/) as string });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('handed to a colleague by name, it is theirs to answer, with the full time', async () => {
    const { runId, account } = await start();
    await stage.skip('20 hours');
    const values = { who: { value: PEOPLE.ae }, ...text('She knows them') };
    await more(PEOPLE.csm, await stage.card(PEOPLE.csm, account), 'hand-over', values);
    await stage.card(PEOPLE.ae, account);
    expect(seen(stage, PEOPLE.ae, account)).toMatch(/Dana Reyes handed it over: She knows them/);
    await stage.skip('20 hours');
    expect(seen(stage, PEOPLE['cs-manager'], account)).toBe('[]');
    await stage.choose(PEOPLE.ae, account, 'yes');
    const result = await stage.ended(runId);
    expect(result.details).toMatchObject({ by: 'Priya Nair' });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('put off, it reminds then and not before, and is due when it was', async () => {
    const { runId, account, taskId } = await start();
    const due = await dueOf(runId);
    const card = await stage.card(PEOPLE.csm, account);
    await stage.inbox.click({ as: PEOPLE.csm, message: card, actionId: /^more:/, option: 'snooze' });
    const modal = await stage.inbox.until(() => stage.inbox.openModal(PEOPLE.csm));
    const options = JSON.stringify(modal.view.blocks);
    expect(options).toMatch(/In 4 hours \(/);
    expect(options).not.toMatch(/In 2 days/);
    const { value } = /"value":"(?<value>[^"]+)"[^}]*}\]/.exec(options)!.groups as { value: string };
    await stage.inbox.submitModal({ as: PEOPLE.csm, values: { when: { value } } });
    await stage.inbox.until(() => /You will be reminded on/.test(whispers(PEOPLE.csm)) || undefined);
    const reminders = () => stage.messages(PEOPLE.csm, account).filter((each) => each.text.includes('A reminder'));
    await stage.skip('3 hours');
    expect(reminders()).toHaveLength(0);
    await stage.skip('2 hours');
    expect(reminders()).toHaveLength(1);
    expect(await dueOf(runId)).toBe(due);
    await stage.app.client.decide(runId, { taskId, choice: 'yes', as: PEOPLE.csm });
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('a colleague who is asked replies with a note, which everybody with the task sees; they cannot decide', async () => {
    const { runId, account, taskId } = await start();
    const values = { who: { value: PEOPLE['support-lead'] }, ...text('Are their cases solved?') };
    await more(PEOPLE.csm, await stage.card(PEOPLE.csm, account), 'ask', values);
    const question = await stage.inbox.until(() =>
      stage.messages(PEOPLE['support-lead'], account).find(({ blocks }) => JSON.stringify(blocks).includes('reply:')),
    );
    expect(JSON.stringify(question.blocks)).toMatch(/Dana Reyes asks you: Are their cases solved\?/);
    await stage.inbox.click({ as: PEOPLE['support-lead'], message: question, actionId: /^reply:/ });
    await stage.inbox.until(() => stage.inbox.openModal(PEOPLE['support-lead']));
    await stage.inbox.submitModal({ as: PEOPLE['support-lead'], values: text('Yes, all of them.') });
    await stage.inbox.until(
      () => /Tom Becker noted: Yes, all of them/.test(seen(stage, PEOPLE.csm, account)) || undefined,
    );
    const told = () =>
      stage.inbox
        .messages({ to: PEOPLE.csm })
        .filter((each) => each.threadTs && each.text.includes('Yes, all of them'));
    const [reply] = await stage.inbox.until(() => (told().length > 0 ? told() : undefined));
    expect(reply?.threadTs).toBeDefined();
    expect(told()).toHaveLength(1);
    await expect(
      stage.app.client.decide(runId, { taskId, choice: 'yes', as: PEOPLE['support-lead'] }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await stage.choose(PEOPLE.csm, account, 'yes');
    expect(await stage.store.ledger.list({ runId, kind: 'note' })).toMatchObject([{ by: 'Tom Becker' }]);
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('follows the account when somebody else becomes its CSM', async () => {
    const { runId, account } = await start();
    await stage.time();
    const team = { ...account.team, csm: PEOPLE.ae };
    await stage.app.client.loadAccounts({ people: [], accounts: [{ ...account, team }] });
    await stage.card(PEOPLE.ae, account);
    await stage.inbox.until(() => !stage.messages(PEOPLE.csm, account).some(hasButtons));
    expect(seen(stage, PEOPLE.ae, account)).toMatch(/The account has a new customer success manager/);
    await stage.choose(PEOPLE.ae, account, 'yes');
    const result = await stage.ended(runId);
    expect(result.details).toMatchObject({ by: 'Priya Nair' });
    await expectCleanEnd(stage, runId, account, result);
  });

  it('is seen by somebody who comes back while their delegate has it, is due when it was, and either can answer', async () => {
    await stage.spring();
    const dana = (await stage.store.people.byEmail(PEOPLE.csm))!;
    const from = await stage.time();
    const until = new Date(Date.parse(from) + 6 * 3_600_000).toISOString();
    await stage.store.people.save({ ...dana, delegate: PEOPLE.ae, away: { from, until } });
    const account = await stage.account();
    const runId = await stage.begin('asking', account);
    await stage.card(PEOPLE.ae, account);
    const due = await dueOf(runId);
    expect(seen(stage, PEOPLE.csm, account)).toBe('[]');
    await stage.skip('7 hours');
    await stage.card(PEOPLE.csm, account);
    expect(seen(stage, PEOPLE.csm, account)).toMatch(/You are back; Priya Nair stood in/);
    expect(await dueOf(runId)).toBe(due);
    await stage.choose(PEOPLE.ae, account, 'yes');
    await stage.store.people.save(dana);
    const result = await stage.ended(runId);
    expect(result.details).toMatchObject({ by: 'Priya Nair' });
    expect(seen(stage, PEOPLE.csm, account)).toMatch(/Priya Nair chose/);
    await expectCleanEnd(stage, runId, account, result);
  });

  it('asks nothing while its play is paused, and asks again with the time that was left', async () => {
    const { runId, account } = await start();
    await stage.app.client.pause(runId, { reason: 'They restructure.' });
    await stage.inbox.until(() => /On hold: They restructure/.test(seen(stage, PEOPLE.csm, account)) || undefined);
    expect(stage.messages(PEOPLE.csm, account).filter(hasButtons)).toEqual([]);
    await stage.skip('3 days');
    await stage.app.client.resume(runId, {});
    await stage.card(PEOPLE.csm, account);
    expect(seen(stage, PEOPLE.csm, account)).not.toMatch(/On hold/);
    await stage.choose(PEOPLE.csm, account, 'yes');
    await expectCleanEnd(stage, runId, account, await stage.ended(runId));
  });

  it('is refused to somebody it is not for, and to everybody once it was answered', async () => {
    const { runId, account } = await start();
    const card = await stage.card(PEOPLE.csm, account);
    await stage.choose(PEOPLE.csm, account, 'yes');
    const result = await stage.ended(runId);
    await stage.inbox.click({ as: PEOPLE.csm, message: card, actionId: /^more:/, option: 'decline' });
    await stage.inbox.until(() => /Dana Reyes already chose/.test(whispers(PEOPLE.csm)) || undefined);
    await expectCleanEnd(stage, runId, account, result);
  });
});

import type { Account } from '../../src/domain/account';
import { expectAsDrawn } from '../as-drawn';
import { expectCleanEnd } from '../clean-end';
import { PEOPLE, Stage } from '../stage';
import { samplePlayContract } from './contract';

const OLIVIA = 'olivia-grant';

describe('the sample play', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage?.close());

  /** It begins on a Monday morning, at an account of its own. */
  async function start(contact = OLIVIA): Promise<{ runId: string; account: Account }> {
    await stage.spring();
    const account = await stage.account();
    const request = { accountId: account.id, input: { contact } };
    const { runId } = await stage.app.client.startByName('sample-play', request);
    return { runId, account };
  }

  const mailsTo = (account: Account, who = OLIVIA) =>
    stage.mails(account.contacts.find(({ id }) => id === who)!.email).map(({ subject, text }) => `${subject}\n${text}`);

  /** It ended so, everything is tidied up, and the run went as its diagram shows. */
  async function expectEnd(runId: string, account: Account, outcome: string): Promise<void> {
    const result = await stage.result(runId);
    expect(result).toMatchObject({ outcome });
    await expectCleanEnd(stage, runId, account, result);
    await expectAsDrawn(stage, runId, samplePlayContract);
  }

  it('offers help as soon as they have looked, in the words that the CSM approved', async () => {
    const { runId, account } = await start();
    await stage.choose(PEOPLE.csm, account, 'yes');
    await stage.skip('3 days');
    expect(mailsTo(account)).toEqual([]);
    await stage.event(runId, { type: 'content.engaged', contactId: OLIVIA });
    const fields = { 'mail-subject': 'The new planner', 'mail-words': 'Shall I show you the new planner?' };
    await stage.choose(PEOPLE.csm, account, 'edit', { fields }, /Please review/);
    await expectEnd(runId, account, 'offered');
    expect(mailsTo(account)).toEqual([expect.stringMatching(/^The new planner\n[^]*Shall I show you[^]*Dana Reyes/)]);
  });

  it('offers help after ten days when they have not looked, in other words', async () => {
    const { runId, account } = await start();
    await stage.choose(PEOPLE.csm, account, 'yes');
    await stage.event(runId, { type: 'content.engaged', contactId: 'ben-ortiz' });
    await stage.skip('9 days');
    expect((await stage.status(runId)).phase).toBe('The moment');
    await stage.skip('2 days');
    await stage.choose(PEOPLE.csm, account, 'approve', {}, /Please review/);
    await expectEnd(runId, account, 'offered');
    expect(mailsTo(account)).toEqual([expect.stringMatching(/a quiet moment to look at it/)]);
  });

  it('writes to nobody when the CSM does not want it', async () => {
    const { runId, account } = await start();
    await stage.choose(PEOPLE.csm, account, 'no', { reason: 'I see her tomorrow.' });
    await expectEnd(runId, account, 'not-wanted');
    expect(mailsTo(account)).toEqual([]);
  });

  it('asks the lead as well when the CSM is silent, and writes to nobody when both are', async () => {
    const { runId, account } = await start();
    await expectEnd(runId, account, 'not-wanted');
    const heard = JSON.stringify(stage.messages(PEOPLE['cs-manager'], account));
    expect(heard).toContain('Shall we offer Olivia Grant');
    expect(heard).toContain('Nobody answered in time');
    expect(mailsTo(account)).toEqual([]);
  });

  it('sends nothing that was rejected', async () => {
    const { runId, account } = await start();
    await stage.choose(PEOPLE.csm, account, 'yes');
    await stage.event(runId, { type: 'content.engaged', contactId: OLIVIA });
    await stage.choose(PEOPLE.csm, account, 'reject', { reason: 'Not this week.' }, /Please review/);
    await expectEnd(runId, account, 'not-wanted');
    expect(mailsTo(account)).toEqual([]);
  });

  it('tells the CSM when the customer wants no mail', async () => {
    const { runId, account } = await start('carol-weiss');
    await expectEnd(runId, account, 'nobody-to-write-to');
    expect(JSON.stringify(stage.messages(PEOPLE.csm, account))).toContain('gets no mail from us');
    expect(mailsTo(account, 'carol-weiss')).toEqual([]);
  });

  it('ends at once when the customer gives notice, and stands still while it is paused', async () => {
    const { runId, account } = await start();
    await stage.choose(PEOPLE.csm, account, 'yes');
    await stage.app.client.pause(runId, { reason: 'Their office moves.' });
    await stage.skip('30 days');
    await stage.app.client.resume(runId);
    expect((await stage.status(runId)).phase).toBe('The moment');
    await stage.event(runId, { type: 'churn.notified' });
    await expectEnd(runId, account, 'churned');
    expect(mailsTo(account)).toEqual([]);
  });
});

import type { Account } from '../src/domain/account';
import type { InboxMail } from '../temporal-dev/inbox';
import { openSmallStage } from './small-plays';
import { PEOPLE, type Stage } from './stage';

const NADIA = {
  email: 'nadia.haddad@playmaker.example',
  name: 'Nadia Haddad',
  timeZone: 'Europe/Berlin',
  country: 'DE',
};

/** Everything between a play and somebody without Slack: mail out, links and replies in. */
describe('a play that asks somebody without Slack', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openSmallStage();
    await stage.store.people.save(NADIA);
  });
  afterAll(() => stage?.close());

  async function asked(): Promise<{ runId: string; account: Account; mail: InboxMail }> {
    await stage.spring();
    const account = await stage.account((known) => ({ ...known, team: { ...known.team, csm: NADIA.email } }));
    const runId = await stage.begin('asking', account);
    const isOf = ({ html }: InboxMail) => html.includes('/t/') && html.includes(account.name);
    const mail = await stage.inbox.until((inbox) => inbox.mails({ to: NADIA.email }).findLast(isOf));
    return { runId, account, mail };
  }
  /** The address behind a button, on the port that this server listens on. */
  const behind = ({ html }: InboxMail, choice: RegExp) => {
    const [, address] = [...html.matchAll(/<a href="([^"]+)"[^>]*>([^<]+)<\/a>/g)].find(([, , label]) =>
      choice.test(label!),
    )!;
    return `${stage.app.url}${new URL(address!).pathname}`;
  };
  const confirm = (address: string, values: Record<string, string> = {}) =>
    fetch(address, { method: 'POST', body: new URLSearchParams({ confirm: 'yes', ...values }) });

  it('goes on with what they confirm by a link, and not with what a scanner opens', async () => {
    const { runId, mail } = await asked();
    for (const [address] of mail.html.matchAll(/http[^"]+/g))
      expect((await fetch(`${stage.app.url}${new URL(address).pathname}`)).status).toBe(200);
    expect((await stage.status(runId)).openTasks).toHaveLength(1);
    const link = behind(mail, /^No$/);
    const pages = await Promise.all([
      confirm(link, { reason: 'They are moving.' }),
      confirm(link, { reason: 'They are moving.' }),
    ]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    const result = await stage.ended(runId);
    expect(result).toMatchObject({ reason: 'They are moving.', details: { by: 'Nadia Haddad' } });
    expect(await (await fetch(link)).text()).toMatch(/You chose .*, as Nadia Haddad\./);
    expect(await (await fetch(behind(mail, /^Yes$/))).text()).toContain('Nadia Haddad chose “No”');
  });

  it('tells whoever has the account at once, and once, that a contact wants no more mail, and sends them none', async () => {
    await stage.spring();
    const account = await stage.account();
    const { email } = account.contacts.find(({ id }) => id === 'olivia-grant')!;
    const writing = await stage.begin('writing', account);
    const [mail] = await stage.inbox.until(() => stage.mails(email).length > 0 && stage.mails(email));
    const address = /<([^>]+\/u\/[^>]+)>/.exec(mail!.headers['list-unsubscribe']!)![1]!;
    await stage.ended(writing);
    const runId = await stage.begin('waiting', account, { within: '30 days' });
    await stage.until(runId, ({ waitingFor }) => waitingFor !== undefined);
    const link = `${stage.app.url}${new URL(address).pathname}`;
    for (let click = 0; click < 2; click += 1)
      await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
    const told = () => stage.messages(PEOPLE.csm, account).filter(({ text }) => /asked for no more mail/.test(text));
    await stage.inbox.until(() => told().length > 0);
    await stage.skip('1 hours');
    expect(told()).toHaveLength(1);
    expect(stage.mails(email)).toHaveLength(1);
    await stage.app.client.cancel(runId, { reason: 'The test is over.' });
    await stage.ended(runId);
  });

  it('hears what they reply, as a note and not as an answer', async () => {
    const { runId, account, mail } = await asked();
    const reply = { as: NADIA.email, mail, text: 'I ask Olivia first.', replyId: `<${account.id}@playmaker.example>` };
    await stage.inbox.reply(reply);
    await stage.inbox.reply(reply);
    const notes = await stage.store.ledger.list({ runId, kind: 'note' });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({
      by: 'Nadia Haddad',
      what: expect.stringContaining('I ask Olivia first.') as string,
    });
    expect((await stage.status(runId)).openTasks).toHaveLength(1);
    await confirm(behind(mail, /^Yes$/));
    await stage.ended(runId);
    await stage.inbox.reply({ ...reply, text: 'Too late?', replyId: '<late@playmaker.example>' });
    const kept = (await stage.store.ledger.list({ runId, kind: 'note' })).map(({ what }) => what);
    expect(kept).toEqual(expect.arrayContaining([expect.stringContaining('Too late?')]));
  });
});

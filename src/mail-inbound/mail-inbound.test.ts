import { createTransport } from 'nodemailer';
import { createMailer, type OutgoingMail, type SmtpMailer } from '../../activities/mail';
import { startInbox, type Inbox, type InboxMail } from '../../temporal-dev/inbox';
import { createReturnAddresses, type ReturnAddresses } from '../mail-links';
import { createUnsubscribe } from '../server';
import { checkinCard } from '../server/testing/checkin-card.fixture';
import { LINK_SECRET, startAccountsServer, type AccountsServer } from '../server/testing/accounts-server.fixture';
import { startMailInbound, type MailInbound, type TaskReply } from '.';

const ANA = 'ana@example.com';
const DOMAIN = 'plays.example.com';
const now = () => new Date('2026-03-31T12:00:00.000Z');

let server: AccountsServer;
let inbox: Inbox;
let inbound: MailInbound;
let addresses: ReturnAddresses;
let mailer: SmtpMailer;
const replies: TaskReply[] = [];
const failures: unknown[] = [];
/** What the play does with a reply. */
let play: (reply: TaskReply) => Promise<boolean>;

beforeAll(async () => {
  [server, inbox] = await Promise.all([startAccountsServer(), startInbox({})]);
  const { store, accounts } = server;
  addresses = createReturnAddresses({ secret: LINK_SECRET, domain: DOMAIN, outbox: store.outbox });
  mailer = createMailer({ smtpUrl: inbox.smtpUrl, outbox: store.outbox, domain: DOMAIN });
  inbound = await startMailInbound({
    ...{ store, accounts, addresses, now, port: 0, host: '127.0.0.1' },
    unsubscribe: createUnsubscribe({ store, accounts, now }),
    onReply: (reply) => play(reply),
    failed: (error) => failures.push(error),
  });
  inbox.setRepliesUrl(`smtp://127.0.0.1:${inbound.port}`);
});
beforeEach(() => {
  replies.length = failures.length = 0;
  play = async (reply) => {
    replies.push(reply);
    return true;
  };
});
afterAll(async () => {
  mailer?.close();
  await inbound?.stop();
  await inbox?.stop();
  await server?.close();
});

/** A mail of ours that has arrived. */
async function arrived(mail: Omit<OutgoingMail, 'from'>): Promise<InboxMail> {
  await mailer.send({ from: { name: 'Playmaker', address: `plays@${DOMAIN}` }, ...mail });
  return inbox.mails().at(-1)!;
}

async function taskMail(topic: string): Promise<{ mail: InboxMail; runId: string; taskId: string }> {
  const runId = `play/checkin/acme/${topic}`;
  const card = checkinCard(runId, 'acme');
  const at = now().toISOString();
  const assignment = { role: 'csm', email: ANA, due: at, at, because: 'holds the role' } as const;
  const state = { kind: 'open', due: at } as const;
  await server.store.tasks.open({ ...card, card, state, assignments: [assignment], openedAt: at });
  const about = { kind: 'reply', taskId: card.taskId, runId, email: ANA } as const;
  const replyTo = { name: 'Playmaker', address: await addresses.give(topic, about) };
  const to = [{ name: 'Ana', address: ANA }];
  return {
    runId,
    taskId: card.taskId,
    mail: await arrived({ key: topic, to, replyTo, subject: 'Acme', text: card.question }),
  };
}
const ledger = (runId: string) => server.store.ledger.list({ runId });
const refused = (words: string) => ({ code: 'INBOX_MAIL_REFUSED', message: expect.stringContaining(words) as string });

/** Sends anything to the listener, as any mail server may. */
async function send(mail: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]) {
  const transport = createTransport({ host: '127.0.0.1', port: inbound.port, ignoreTLS: true });
  return transport.sendMail(mail).finally(() => transport.close());
}

describe('a reply to a task mail', () => {
  it('reaches the play as a note of whom the mail was sent to, without what it quotes', async () => {
    const { mail, runId, taskId } = await taskMail('told');
    await inbox.reply({ as: ANA, mail, text: 'Ask Olivia first.\nShe decides.' });
    expect(replies).toEqual([
      {
        runId,
        taskId,
        by: ANA,
        text: 'Ask Olivia first.\nShe decides.',
        key: expect.stringContaining(taskId) as string,
      },
    ]);
    // The play keeps it itself.
    expect(await ledger(runId)).toEqual([]);
  });

  it('has one key when its mail comes again, and another one when another mail says the same', async () => {
    const { mail } = await taskMail('again');
    const text = 'Yes';
    for (const replyId of ['<1@example.com>', '<1@example.com>', '<2@example.com>'])
      await inbox.reply({ as: ANA, mail, text, replyId });
    const keys = replies.map(({ key }) => key);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('is kept in the ledger, once, when the play does not keep it', async () => {
    const { mail, runId } = await taskMail('ended');
    play = async () => false;
    for (let time = 0; time < 2; time += 1)
      await inbox.reply({ as: ANA, mail, text: 'Too late?', replyId: '<3@example.com>' });
    expect(await ledger(runId)).toMatchObject([
      { kind: 'note', accountId: 'acme', by: 'Ana', what: 'Ana noted by mail: Too late?', at: now().toISOString() },
    ]);
  });

  it('comes again when the play cannot be reached', async () => {
    const { mail, runId } = await taskMail('unreachable');
    const down = new Error('Temporal is down');
    play = async () => Promise.reject(down);
    await expect(inbox.reply({ as: ANA, mail, text: 'Hello' })).rejects.toMatchObject(refused('451'));
    expect(failures).toEqual([down]);
    expect(await ledger(runId)).toEqual([]);
  });

  it.each([
    ['somebody else', { from: 'eve@evil.example' }, `eve@evil.example answered a mail that was sent to ${ANA}.`],
    [
      'somebody else in their name',
      { from: ANA, envelope: { from: 'eve@evil.example' } },
      `The mail says that it is from ${ANA}, but it was sent from evil.example, which does not show that.`,
    ],
    ['nobody', { from: ANA, raw: 'Subject: Re\r\n\r\nDo it' }, 'The mail does not say in its From whom it is from.'],
  ])('of %s is refused and kept as that, in words for people', async (who, mail, words) => {
    const { mail: asked, runId } = await taskMail(`of ${who}`.replaceAll(' ', '-'));
    const envelope = { from: mail.from, ...('envelope' in mail && mail.envelope), to: asked.replyTo };
    const sent = { ...mail, envelope, to: asked.replyTo, subject: 'Re', text: 'Do it', messageId: `<${runId}@x>` };
    for (let time = 0; time < 2; time += 1)
      await expect(send(sent)).rejects.toMatchObject({
        responseCode: 550,
        response: expect.stringContaining('5.7.1') as string,
      });
    expect(replies).toEqual([]);
    expect(await ledger(runId)).toMatchObject([
      {
        ...{ kind: 'refusal', by: mail.from, what: 'A reply by mail was refused' },
        reason: expect.stringMatching(new RegExp(`^${words} Only ${ANA} can answer by mail`)) as string,
      },
    ]);
  });

  it('that a program wrote is nobody’s note', async () => {
    const { mail, runId } = await taskMail('automatic');
    const about = { to: mail.replyTo, subject: 'Out of office', text: 'I am away' };
    await send({ ...about, from: ANA, headers: { 'Auto-Submitted': 'auto-replied' } });
    await send({ ...about, from: ANA, envelope: { from: '', to: mail.replyTo } });
    expect([replies, await ledger(runId)]).toEqual([[], []]);
  });

  it('without words of its own is sent back', async () => {
    const { mail } = await taskMail('empty');
    await expect(inbox.reply({ as: ANA, mail, text: ' ' })).rejects.toMatchObject(refused('554 5.6.0'));
  });

  it('in HTML alone is read, too', async () => {
    const { mail } = await taskMail('html');
    const html = '<p>Yes &amp; <b>soon</b></p><div>Ana</div><blockquote>Shall we?</blockquote>';
    await send({ from: ANA, to: mail.replyTo, subject: 'Re', html });
    expect(replies.map(({ text }) => text)).toEqual(['Yes & soon\nAna']);
  });
});

describe('the listener', () => {
  it.each([`nobody@${DOMAIN}`, `reply+${'0'.repeat(48)}@${DOMAIN}`, 'ana@example.com'])('knows no %s', async (to) => {
    await expect(send({ from: ANA, to, text: 'x' })).rejects.toMatchObject({ responseCode: 550 });
  });

  it('takes one recipient at a time, so that each has an answer of its own', async () => {
    const [one, two] = [await taskMail('one'), await taskMail('two')];
    const { accepted, rejectedErrors } = await send({
      from: ANA,
      to: [one.mail.replyTo!, two.mail.replyTo!],
      text: 'Both',
    });
    expect(accepted).toEqual([one.mail.replyTo]);
    expect(rejectedErrors).toMatchObject([{ responseCode: 452 }]);
    expect(replies).toHaveLength(1);
  });

  it('refuses a mail that is too large', async () => {
    const { mail } = await taskMail('large');
    const attachments = [{ filename: 'x', content: Buffer.alloc(9_000_000) }];
    await expect(send({ from: ANA, to: mail.replyTo, text: 'x', attachments })).rejects.toMatchObject({
      responseCode: 552,
    });
    expect(replies).toEqual([]);
  });
});

describe('what comes back for a mail to a customer', () => {
  async function customerMail(accountId: string) {
    const email = `olivia@${accountId}.example`;
    const at = '2026-03-01T12:00:00.000Z';
    const told = (type: string, data: object) => ({ type, at, account: accountId, email, data });
    await server.observe(
      told('contact.described', { name: 'Olivia Park' }),
      told('consent.changed', { consent: 'granted' }),
    );
    const contact = async () => {
      await server.accounts.settled();
      return (await server.store.accounts.get(accountId))!.contacts[0]!;
    };
    const about = { accountId, contactId: (await contact()).id, email };
    const returnPath = await addresses.give(accountId, { kind: 'bounce', ...about });
    const address = await addresses.give(accountId, { kind: 'unsubscribe', ...about });
    const unsubscribe = { url: server.links.unsubscribe(about), address };
    const mail = await arrived({
      key: accountId,
      to: [{ name: 'Olivia', address: email }],
      subject: 'Offer',
      text: 'Hello',
      returnPath,
      unsubscribe,
    });
    return { contact, mail, told, address, returnPath };
  }

  it('for good: the address is not written to any more, until there is another one', async () => {
    const { contact, mail, told } = await customerMail('bounces');
    for (let time = 0; time < 2; time += 1) await inbox.report({ mail, as: 'bounce' });
    expect(await contact()).toMatchObject({ mail: 'bounced', consent: 'granted' });
    const changes = (await server.store.observations.list('bounces')).filter(({ type }) => type === 'mail.changed');
    expect(changes).toHaveLength(1);
    const moved = told('contact.described', { email: 'olivia.park@bounces.example' });
    await server.observe({ ...moved, at: '2026-03-15T12:00:00.000Z' });
    const renamed = await contact();
    expect(renamed.email).toBe('olivia.park@bounces.example');
    expect(renamed).not.toHaveProperty('mail');
  });

  it('for now: nothing changes', async () => {
    const { contact, mail } = await customerMail('soft');
    await inbox.report({ mail, as: 'soft-bounce' });
    expect((await contact()).mail).toBeUndefined();
  });

  it('as a complaint: the contact is not written to any more', async () => {
    const { contact, mail } = await customerMail('spam');
    await inbox.report({ mail, as: 'complaint' });
    expect((await contact()).mail).toBe('complained');
  });

  it('as a complaint to the address that is registered with mail services: the mail in it tells whose', async () => {
    const { contact, returnPath } = await customerMail('loop');
    const raw = [
      ...['From: fbl@mailbox.example', `To: complaints@${DOMAIN}`, 'MIME-Version: 1.0'],
      ...['Content-Type: multipart/report; report-type=feedback-report; boundary="b"', ''],
      ...['--b', 'Content-Type: message/feedback-report', '', 'Feedback-Type: abuse', 'Version: 1', ''],
      ...[
        '--b',
        'Content-Type: message/rfc822',
        '',
        `Return-Path: <${returnPath}>`,
        'Subject: Offer',
        '',
        'Hello',
        '--b--',
        '',
      ],
    ].join('\r\n');
    await send({ envelope: { from: 'fbl@mailbox.example', to: `complaints@${DOMAIN}` }, raw });
    expect((await contact()).mail).toBe('complained');
  });

  it('as the wish for no more, by the mail that a mail program sends', async () => {
    const { contact, address } = await customerMail('wish');
    await send({ from: 'olivia@wish.example', to: address, subject: 'unsubscribe', text: '' });
    expect((await contact()).consent).toBe('withdrawn');
  });

  it('as any other mail: nothing changes', async () => {
    const { contact, returnPath } = await customerMail('other');
    await send({ from: 'olivia@other.example', to: returnPath, subject: 'Hello', text: 'Status: 5.1.1' });
    expect(await contact()).not.toHaveProperty('mail');
  });
});

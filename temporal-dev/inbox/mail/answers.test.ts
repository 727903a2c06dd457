import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { startInbox, type Inbox, type InboxMail } from '..';

let inbox: Inbox;
let app: SMTPServer;
/** What the app got: the envelope, and the mail. */
const got: { from: string; to: string[]; raw: Buffer }[] = [];
let refuses = false;

beforeEach(async () => {
  got.length = 0;
  refuses = false;
  inbox = await startInbox();
  app = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
    onRcptTo: (_address, _session, callback) =>
      callback(refuses ? Object.assign(new Error('5.1.1 nobody'), { responseCode: 550 }) : null),
    onData: (stream, { envelope: { mailFrom, rcptTo } }, callback) => {
      const chunks: Buffer[] = [];
      stream
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .once('end', () => {
          got.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks),
          });
          callback();
        });
    },
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await inbox.stop();
  await new Promise<void>((resolve) => app.close(resolve));
});

async function mailed(): Promise<InboxMail> {
  await createTransport({ url: inbox.smtpUrl }).sendMail({
    ...{ from: 'plays@vendor.example', replyTo: 'reply+1@vendor.example', to: 'ann@vendor.example' },
    ...{ envelope: { from: 'bounce+1@vendor.example', to: 'ann@vendor.example' } },
    ...{ subject: 'Acme', text: 'Is Acme ready?\nSee http://127.0.0.1:1/t/abc.', messageId: '<1@vendor.example>' },
  });
  return inbox.mails()[0]!;
}
const listen = () => inbox.setRepliesUrl(`smtp://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
const post = async (path: string, body: object) => {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(inbox.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as { message: string } };
};
const page = async () => (await fetch(`${inbox.url}/?open=${encodeURIComponent('mail:ann@vendor.example')}`)).text();

it('sends a reply as mail programs do: to Reply-To, under the mail, with it quoted', async () => {
  const mail = await mailed();
  listen();
  await inbox.reply({ as: 'ann@vendor.example', mail, text: 'Yes' });
  expect(got).toMatchObject([{ from: 'ann@vendor.example', to: ['reply+1@vendor.example'] }]);
  const email = await PostalMime.parse(got[0]!.raw);
  expect(email).toMatchObject({ subject: 'Re: Acme', inReplyTo: '<1@vendor.example>' });
  expect(email.text).toMatch(/^Yes\n\nOn .+ wrote:\n> Is Acme ready\?/);
});

it.each([
  ['bounce', '', 'message/delivery-status', /Status: 5\.1\.1/],
  ['soft-bounce', '', 'message/delivery-status', /Action: delayed[\s\S]*Status: 4\.2\.2/],
  ['complaint', 'feedback@local-inbox.example', 'message/feedback-report', /Feedback-Type: abuse/],
] as const)('sends a report (%s) to where the envelope of the mail says', async (as, from, type, words) => {
  const mail = await mailed();
  listen();
  await inbox.report({ mail, as });
  expect(got).toMatchObject([{ from, to: ['bounce+1@vendor.example'] }]);
  const { attachments } = await PostalMime.parse(got[0]!.raw, { attachmentEncoding: 'utf8' });
  expect(attachments.map(({ mimeType }) => mimeType)).toEqual([type, 'message/rfc822']);
  expect(attachments[0]!.content).toMatch(words);
});

it('has a page to reply and report from, whose links can be followed, and which says what the app answered', async () => {
  await mailed();
  expect(await page()).toMatch(/Reply as ann@vendor\.example to reply\+1@vendor\.example/);
  expect(await page()).toContain('<a href="http://127.0.0.1:1/t/abc" target="_blank"');
  const reply = { as: 'ann@vendor.example', messageId: '<1@vendor.example>', text: 'Yes' };
  expect(await post('/mail/reply', reply)).toMatchObject({ status: 409, body: { code: 'INBOX_NO_REPLIES_URL' } });
  listen();
  expect(await post('/mail/reply', reply)).toMatchObject({ status: 200, body: { message: 'The reply was taken.' } });
  expect((await post('/mail/report', { messageId: '<1@vendor.example>', as: 'bounce' })).status).toBe(200);
  expect(got).toHaveLength(2);
  refuses = true;
  const refused = await post('/mail/reply', reply);
  expect(refused).toMatchObject({
    status: 502,
    body: { message: expect.stringContaining('550 5.1.1 nobody') as string },
  });
  expect((await post('/mail/report', { messageId: '<none>', as: 'bounce' })).status).toBe(404);
});

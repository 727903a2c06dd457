import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { openStore, type Store } from '../../src/store';
import { startInbox, type Inbox } from '../../temporal-dev/inbox';
import { createMailer, messageIdOf, type OutgoingMail, type SmtpMailer } from '.';

const DOMAIN = 'vendor.example';
const ann = { name: 'Ann Lee', address: 'ann@customer.example' };
const bob = { name: 'Bob Kay', address: 'bob@customer.example' };
const cem = { name: 'Cem Oz', address: 'cem@customer.example' };
const from = { name: 'Dana Reyes', address: 'plays@vendor.example' };

let store: Store;
let inbox: Inbox;
let mailer: SmtpMailer;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  [store, inbox] = await Promise.all([openStore({}), startInbox({})]);
  mailer = mailerFor(inbox.smtpUrl);
});
afterEach(() => inbox.faults.clear());
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  await Promise.all([inbox.stop(), store.close()]);
});

function mailerFor(smtpUrl: string, hearOfServer?: (trouble: string | undefined) => void): SmtpMailer {
  const made = createMailer({ smtpUrl, outbox: store.outbox, domain: DOMAIN, timeoutMs: 400, hearOfServer });
  closing.push(() => made.close());
  return made;
}

function mail(more: Partial<OutgoingMail> = {}): OutgoingMail {
  return { key: randomUUID(), from, to: [ann], subject: 'Your seats', text: 'Hello Ann', ...more };
}

const arrived = ({ key }: OutgoingMail) => inbox.mails().filter((each) => each.messageId.includes(bare(key)));
const bare = (key: string) => messageIdOf(key, DOMAIN).slice(1, -1);

describe('a mail', () => {
  it('arrives with its texts, its sender and an answer address', async () => {
    const sent = mail({ html: '<p>Hello Ann</p>', replyTo: { name: 'Dana Reyes', address: 'dana@vendor.example' } });
    expect(await mailer.send(sent)).toEqual({ messageId: messageIdOf(sent.key, DOMAIN), refused: [] });
    expect(arrived(sent)).toMatchObject([
      {
        ...{ from: from.address, to: [ann.address], subject: 'Your seats', replyTo: 'dana@vendor.example' },
        ...{ text: expect.stringContaining('Hello Ann') as string, html: expect.stringContaining('<p>') as string },
      },
    ]);
  });

  it('arrives once however often and at how many places at once it is sent', async () => {
    const sent = mail();
    const results = await Promise.allSettled([mailer.send(sent), mailer.send(sent), mailer.send(sent)]);
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    await mailer.send(sent);
    expect(arrived(sent)).toMatchObject([{ deliveries: 1 }]);
  });

  it('stays one mail when the answer to the first attempt was lost', async () => {
    const sent = mail();
    inbox.faults.next({ method: 'smtp', fault: 'dropAfterAccept' });
    await expect(mailer.send(sent)).rejects.toMatchObject({ type: 'MAIL_UNAVAILABLE', nonRetryable: false });
    await mailer.send(sent);
    expect(arrived(sent)).toMatchObject([
      { messageId: expect.stringContaining(bare(sent.key)) as string, deliveries: 2 },
    ]);
  });

  it('belongs under an earlier one when it says so', async () => {
    const first = mail();
    const second = mail({ inReplyToKey: first.key });
    await mailer.send(first);
    await mailer.send(second);
    const id = messageIdOf(first.key, DOMAIN);
    expect(arrived(second)).toMatchObject([{ headers: { 'in-reply-to': id, references: id } }]);
  });

  it('is not sent when it was withdrawn before', async () => {
    const sent = mail();
    await store.outbox.withdraw(sent.key);
    expect(await mailer.send(sent)).toBeUndefined();
    expect(arrived(sent)).toEqual([]);
  });

  it('carries attachments, and an invitation that calendars understand', async () => {
    const content = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';
    const attachments = [{ filename: 'offer.txt', content: Buffer.from('an offer'), contentType: 'text/plain' }];
    const sent = mail({ calendar: { method: 'REQUEST', content }, attachments });
    const source = await sourceOf(sent);
    expect(source).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
    expect(source).toContain('offer.txt');
  });
});

describe('what could be used to forge headers', () => {
  it('becomes harmless text', async () => {
    const evil = 'x\r\nBcc: thief@evil.example\r\n\r\nbody';
    const sent = mail({
      subject: evil,
      from: { name: evil, address: from.address },
      to: [{ name: evil, address: ann.address }],
      attachments: [{ filename: evil, content: Buffer.from(''), contentType: 'text/plain\r\nX-Evil: 1' }],
    });
    await mailer.send(sent);
    const [got] = arrived(sent);
    expect(got?.headers).not.toHaveProperty('bcc');
    expect(got?.recipients).toEqual([ann.address]);
    expect(await sourceOf({ ...sent, key: randomUUID() })).not.toMatch(/^(Bcc|X-Evil):/im);
  });

  it.each(['ann@customer.example\r\nBcc: thief@evil.example', 'ann@a.example, thief@evil.example', 'nobody', ''])(
    'is refused as an address: %j',
    async (address) => {
      await expect(mailer.send(mail({ to: [{ name: 'Ann', address }] }))).rejects.toMatchObject({
        type: 'MAIL_REFUSED',
        nonRetryable: true,
      });
    },
  );
});

describe('trouble with the mail server', () => {
  it.each(['rateLimited', 'serverError', 'hang'] as const)('is tried again: %s', async (fault) => {
    const sent = mail();
    inbox.faults.next({ method: 'smtp', fault });
    await expect(mailer.send(sent)).rejects.toMatchObject({ type: 'MAIL_UNAVAILABLE', nonRetryable: false });
    await mailer.send(sent);
    expect(arrived(sent)).toMatchObject([{ deliveries: 1 }]);
  });

  it('is tried again when nobody listens, and when nobody greets', async () => {
    const silent = await listening(createServer());
    const silentUrl = `smtp://127.0.0.1:${portOf(silent)}`;
    await expect(mailerFor(silentUrl).send(mail())).rejects.toMatchObject({ type: 'MAIL_UNAVAILABLE' });
    const gone = await listening(createServer());
    const goneUrl = `smtp://127.0.0.1:${portOf(gone)}`;
    await new Promise((resolve) => gone.close(resolve));
    await expect(mailerFor(goneUrl).send(mail())).rejects.toMatchObject({ type: 'MAIL_UNAVAILABLE' });
  });

  it('says after each mail whether the server was there, which it is when it refuses one', async () => {
    const heard: (string | undefined)[] = [];
    const told = async (smtpUrl: string, more: Partial<OutgoingMail> = {}) => {
      const listener = mailerFor(smtpUrl, (trouble) => void heard.push(trouble));
      await listener.send(mail(more)).catch(() => undefined);
      return heard.at(-1);
    };
    const gone = await listening(createServer());
    const goneUrl = `smtp://127.0.0.1:${portOf(gone)}`;
    await new Promise((resolve) => gone.close(resolve));
    expect(await told(goneUrl)).toMatch(/ECONNREFUSED/);
    expect(await told(inbox.smtpUrl)).toBeUndefined();
    inbox.faults.next({ method: 'smtp', fault: 'hang' });
    expect(await told(inbox.smtpUrl)).toEqual(expect.any(String));
    const { url } = await strictServer({ [ann.address]: [550] });
    expect(await told(url)).toBeUndefined();
    expect(heard).toHaveLength(4);
  });

  it('is final when the server refuses for good, in its own words', async () => {
    const { url } = await strictServer({ [ann.address]: [550] });
    await expect(mailerFor(url).send(mail())).rejects.toMatchObject({
      type: 'MAIL_REFUSED',
      nonRetryable: true,
      message: expect.stringContaining('550') as string,
    });
  });
});

describe('a mail to several', () => {
  it('counts as sent when one is refused for good, and names that one', async () => {
    const server = await strictServer({ [bob.address]: [550] });
    const sent = mail({ to: [ann, bob] });
    const strict = mailerFor(server.url);
    expect(await strict.send(sent)).toEqual({ messageId: messageIdOf(sent.key, DOMAIN), refused: [bob.address] });
    expect(await strict.send(sent)).toMatchObject({ refused: [bob.address] });
    expect(server.delivered).toEqual([[ann.address]]);
  });

  it('reaches who was only deferred with a later attempt, and nobody twice', async () => {
    const server = await strictServer({ [bob.address]: [450, 450], [cem.address]: [450, 550] });
    const sent = mail({ to: [ann, bob, cem] });
    const strict = mailerFor(server.url);
    await expect(strict.send(sent)).rejects.toMatchObject({ type: 'MAIL_UNAVAILABLE', nonRetryable: false });
    expect(await strict.send(sent)).toMatchObject({ refused: [cem.address] });
    expect(server.delivered).toEqual([[ann.address], [bob.address]]);
  });
});

/** A mail server that answers RCPT of some addresses with these codes, one after the other, and then takes them. */
async function strictServer(answers: Record<string, number[]>): Promise<{ url: string; delivered: string[][] }> {
  const delivered: string[][] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => {
      const code = answers[address]?.shift();
      callback(code === undefined ? null : Object.assign(new Error('not now or never'), { responseCode: code }));
    },
    onData: (stream, { envelope }, callback) => {
      stream.resume().once('end', () => {
        delivered.push(envelope.rcptTo.map(({ address }) => address));
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(resolve)));
  return { url: `smtp://127.0.0.1:${portOf(server.server)}`, delivered };
}

/** The mail as it goes over the wire. */
async function sourceOf(sent: OutgoingMail): Promise<string> {
  let source = '';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, callback) => {
      stream.on('data', (chunk: Buffer) => (source += chunk.toString()));
      stream.once('end', () => callback());
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(resolve)));
  await mailerFor(`smtp://127.0.0.1:${portOf(server.server)}`).send(sent);
  return source;
}

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return server;
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port;
}

import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contact } from '../../src/domain/account';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import type { GateAnswer } from '../../src/domain/gates';
import type { GateRequest } from '../gates';
import { createMailer, messageIdOf } from '../mail';
import { createGatekeeper } from './gatekeeper';
import { createNotifyActivities } from './notify';
import { account, DOMAIN, PEOPLE, startNotifyStage, type NotifyStage } from './notify-stage.fixture';
import type { CustomerMailRequest, NotifyActivities } from './port';

const at = '2026-03-02T14:00:00.000Z';
const HTML = '<h1>Offer</h1>';
const sha256 = createHash('sha256').update(HTML).digest('hex');

let stage: NotifyStage;
let dataDir: string;
let notify: NotifyActivities;
let key: string;

beforeAll(async () => {
  stage = await startNotifyStage();
  dataDir = await mkdtemp(join(tmpdir(), 'mail-customer-'));
  await stage.store.accounts.save(account('acme'));
  notify = createNotifyActivities({
    ...{ store: stage.store, mail: stage.mailer, dataDir, waitScale: 1 },
    ...{ links: stage.links, addresses: stage.addresses },
    sender: { name: 'Vendor', address: 'hello@vendor.example' },
  });
});
afterEach(() => stage.inbox.faults.clear());
afterAll(async () => {
  await stage.stop();
  await rm(dataDir, { recursive: true });
});
beforeEach(() => {
  key = randomUUID();
});

const LETTER = {
  ...{ subject: 'Your offer', body: 'It is about your seats.' },
  sender: { email: PEOPLE.dana.email, name: PEOPLE.dana.name },
};
const send = (more: Partial<CustomerMailRequest> = {}) =>
  notify.mailCustomer({
    ...{ key, runId: 'run', play: 'expansion', accountId: 'acme', contactId: 'lee', letter: LETTER, at },
    ...more,
  });
const arrived = () => stage.inbox.mails().filter(({ messageId }) => messageId === messageIdOf(key, DOMAIN));
const touches = async () =>
  (await stage.store.ledger.list({ accountId: 'acme', kind: 'touch' })).filter((entry) => entry.key === key);

/** A document of that content on disk, and how the approved one is named. */
async function document(content = HTML): Promise<NonNullable<CustomerMailRequest['document']>> {
  const documentId = randomUUID();
  const files = { html: `${documentId}.html`, docx: `${documentId}.docx` };
  await writeFile(join(dataDir, files.html), content);
  await writeFile(join(dataDir, files.docx), 'docx');
  await stage.store.documents.save({
    ...{ documentId, version: 1, runId: 'run', accountId: 'acme', title: 'Offer: "Acme"', data: {} },
    ...{ files, sha256, by: PEOPLE.dana.email, at },
  });
  return { documentId, version: 1, sha256 };
}

describe('a mail to the customer', () => {
  it("goes out in our person's name, with answers to that person, and into the ledger", async () => {
    expect(await send()).toEqual({
      messageId: messageIdOf(key, DOMAIN),
      to: 'lee@acme.example',
      subject: 'Your offer',
    });
    expect(arrived()).toMatchObject([
      {
        ...{
          from: 'hello@vendor.example',
          replyTo: PEOPLE.dana.email,
          to: ['lee@acme.example'],
          subject: 'Your offer',
        },
        headers: { from: expect.stringContaining('Dana Reyes') as string },
        text: expect.stringContaining(
          'Hello lee customer,\n\nIt is about your seats.\n\nKind regards,\nDana Reyes',
        ) as string,
      },
    ]);
    expect(await touches()).toMatchObject([
      {
        kind: 'touch',
        contactId: 'lee',
        runId: 'run',
        by: 'Dana Reyes',
        what: 'Mail “Your offer” to lee customer',
        at,
      },
    ]);
  });

  it('offers to unsubscribe at its end, and an answer only by its header', async () => {
    await send();
    const [mail] = arrived();
    expect(mail!.text).toContain('unsubscribe here:');
    key = randomUUID();
    await send({ isAnswer: true });
    const [answer] = arrived();
    expect(answer!.text).toMatch(/Kind regards,\nDana Reyes\s*$/);
    expect(answer!.html).not.toContain('unsubscribe');
    expect(answer!.headers['list-unsubscribe']).toMatch(/<https?:/);
    expect(answer!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  });

  it('is one mail and one touch when the answer of the mail server was lost', async () => {
    stage.inbox.faults.next({ method: 'smtp', fault: 'dropAfterAccept' });
    await expect(send()).rejects.toMatchObject({ type: 'MAIL_UNAVAILABLE' });
    expect(await touches()).toEqual([]);
    await send();
    await send();
    expect(arrived()).toHaveLength(1);
    expect(await touches()).toHaveLength(1);
  });

  it('is not sent without consent or to an unknown contact', async () => {
    await expect(send({ contactId: 'kim' })).rejects.toMatchObject({ type: 'CONSENT_WITHDRAWN', nonRetryable: true });
    await expect(send({ contactId: 'nobody' })).rejects.toMatchObject({ type: 'UNKNOWN_CONTACT', nonRetryable: true });
    await expect(send({ accountId: 'other' })).rejects.toMatchObject({ type: 'UNKNOWN_ACCOUNT', nonRetryable: true });
    expect(arrived()).toEqual([]);
  });

  it('is recorded as sent even when consent was withdrawn after it went out', async () => {
    const account2 = account('beta');
    const withConsent = (consent: 'granted' | 'withdrawn') =>
      stage.store.accounts.save({ ...account2, contacts: account2.contacts.map((each) => ({ ...each, consent })) });
    await withConsent('granted');
    await stage.store.outbox.finish(key, { messageId: messageIdOf(key, DOMAIN) });
    await withConsent('withdrawn');
    await send({ accountId: 'beta' });
    expect(await stage.store.ledger.list({ accountId: 'beta', kind: 'touch' })).toHaveLength(1);
    expect(arrived()).toEqual([]);
  });

  it('carries the approved document as HTML and DOCX', async () => {
    await send({ document: await document() });
    expect(arrived()[0]?.attachments).toMatchObject([
      { filename: 'Offer Acme.html', content: Buffer.from(HTML) },
      { filename: 'Offer Acme.docx', content: Buffer.from('docx') },
    ]);
  });

  it('is not sent when the document is not the one that was approved', async () => {
    const tampered = await document('<h1>Another offer</h1>');
    await expect(send({ document: tampered })).rejects.toMatchObject({ type: 'DOCUMENT_CHANGED', nonRetryable: true });
    const approved = await document();
    await expect(send({ document: { ...approved, version: 2 } })).rejects.toMatchObject({ type: 'DOCUMENT_CHANGED' });
    await rm(join(dataDir, `${approved.documentId}.html`));
    await expect(send({ document: approved })).rejects.toMatchObject({ type: 'DOCUMENT_CHANGED' });
    expect(arrived()).toEqual([]);
  });
});

describe('a mail to the customer that depends on a gate', () => {
  const OPEN: GateAnswer = { open: true, unmet: [] };
  const CLOSED: GateAnswer = { open: false, unmet: [{ condition: 'severe-case', says: 'A severe case is open.' }] };
  let answer = OPEN;
  let looked: GateRequest[] = [];
  let gated: NotifyActivities;
  beforeAll(() => {
    const checkGate = async (request: GateRequest) => (looked.push(request), answer);
    gated = createNotifyActivities({
      ...{ store: stage.store, mail: stage.mailer, dataDir, waitScale: 1, links: stage.links },
      sender: { name: 'Vendor', address: 'hello@vendor.example' },
      gates: createGatekeeper({ checkGate }, () => Date.parse('2026-03-02T18:00:00.000Z')),
    });
  });
  beforeEach(() => {
    [answer, looked] = [OPEN, []];
  });
  const request = (): CustomerMailRequest => ({
    ...{ key, runId: 'run', play: 'advocacy-ask', accountId: 'acme', contactId: 'lee', letter: LETTER, at },
    ...{ onlyIf: 'advocacy', ask: 'review' },
  });
  const asks = async () =>
    (await stage.store.ledger.list({ accountId: 'acme', kind: 'ask' })).filter((entry) => entry.key.startsWith(key));

  it('goes out while it is open, as of this very attempt, and stands in the ledger as asked', async () => {
    expect(await gated.mailCustomer(request())).toMatchObject({ to: 'lee@acme.example' });
    expect(looked).toMatchObject([{ gate: 'advocacy', contactId: 'lee', at: '2026-03-02T18:00:00.000Z' }]);
    expect(await asks()).toMatchObject([{ what: 'Review: asked', contactId: 'lee', runId: 'run', by: 'Dana Reyes' }]);
  });

  it('does not go out when it closes between two attempts, nor ever after', async () => {
    stage.inbox.faults.next({ method: 'smtp', fault: 'serverError' });
    await expect(gated.mailCustomer(request())).rejects.toMatchObject({ type: 'MAIL_UNAVAILABLE' });
    answer = CLOSED;
    expect(await gated.mailCustomer(request())).toEqual({ withheld: CLOSED });
    answer = OPEN;
    expect(await gated.mailCustomer(request())).toMatchObject({ withheld: { open: false } });
    expect([arrived(), await touches(), await asks()]).toEqual([[], [], []]);
  });

  it('counts as sent when it closes after it went out', async () => {
    await gated.mailCustomer(request());
    answer = CLOSED;
    expect(await gated.mailCustomer(request())).toMatchObject({ subject: 'Your offer' });
    expect([arrived(), await touches(), await asks()].map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('does not go out where no gate can be looked at', async () => {
    await expect(notify.mailCustomer(request())).rejects.toMatchObject({ type: 'INVALID_RECORD' });
    expect(arrived()).toEqual([]);
  });
});

describe('a mail to the customer can be stopped', () => {
  const saved = (id: string, change: (contact: Contact) => Contact) => {
    const known = account(id);
    return stage.store.accounts.save({ ...known, contacts: known.contacts.map(change) });
  };

  it('by one click: headers and both texts say how, and the link means this contact', async () => {
    await send();
    const [mail] = arrived();
    const [, token] = /<https:\/\/plays\.vendor\.example\/u\/([^>\s]+)>/.exec(mail!.headers['list-unsubscribe']!)!;
    expect(mail!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    const about = { accountId: 'acme', contactId: 'lee', email: 'lee@acme.example' };
    expect(stage.links.readUnsubscribe(token!)).toEqual(about);
    expect(mail!.text).toContain(`https://plays.vendor.example/u/${token}`);
    expect(mail!.html).toContain(`href="https://plays.vendor.example/u/${token}"`);
    const [, address] = /<mailto:([^?>]+)\?/.exec(mail!.headers['list-unsubscribe']!)!;
    expect(await stage.addresses.read(address!)).toEqual({ kind: 'unsubscribe', ...about });
    expect(await stage.addresses.read(mail!.returnPath!)).toEqual({ kind: 'bounce', ...about });
  });

  it('also for whoever shares the address', async () => {
    await saved('shared', (contact) => ({ ...contact, email: 'team@acme.example' }));
    await expect(send({ accountId: 'shared' })).rejects.toMatchObject({ type: 'CONSENT_WITHDRAWN' });
  });

  it.each([
    ['bounced', 'Mail to lee@acme.example comes back. Choose skip'],
    ['complained', 'lee customer reported our mail as spam. Choose skip'],
  ] as const)('as it %s: that is final, and says how to go on', async (mail, words) => {
    await saved(mail, (contact) => ({ ...contact, mail }));
    await expect(send({ accountId: mail })).rejects.toMatchObject({
      ...{ type: 'CONTACT_UNREACHABLE', nonRetryable: true },
      message: expect.stringContaining(words) as string,
    });
    expect(arrived()).toEqual([]);
  });

  it.each([
    ['550 5.1.1 no such user', ['account.loaded', 'mail.changed']],
    ['552 5.2.2 mailbox full', ['account.loaded']],
    ['550 5.7.1 no spam please', ['account.loaded']],
  ])('as its server refuses the address: %s', async (answer, expected) => {
    const id = `refusing-${key}`;
    await saved(id, (contact) => contact);
    const [code, ...words] = answer.split(' ');
    const server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
      onRcptTo: (_address, _session, callback) =>
        callback(Object.assign(new Error(words.join(' ')), { responseCode: Number(code) })),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, outbox: stage.store.outbox, domain: DOMAIN });
    const refusing = createNotifyActivities({
      ...{ store: stage.store, mail: mailer, dataDir, waitScale: 1, links: stage.links },
      sender: { name: 'Vendor', address: 'hello@vendor.example' },
    });
    const request = { key, runId: 'run', play: 'expansion', contactId: 'lee', letter: LETTER, at } as const;
    await expect(refusing.mailCustomer({ ...request, accountId: id })).rejects.toMatchObject({
      type: 'MAIL_REFUSED',
    });
    expect((await stage.store.observations.list(id)).map(({ type }) => type)).toEqual(expected);
    mailer.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });
});

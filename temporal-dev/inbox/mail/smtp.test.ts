import { createTransport } from 'nodemailer';
import { type Inbox, startInbox } from '../inbox';

let inbox: Inbox;
beforeEach(async () => {
  inbox = await startInbox({ now: () => new Date('2026-03-03T09:00:00Z') });
});
afterEach(() => inbox.stop());

const send = (mail: Record<string, unknown> = {}, options: Record<string, unknown> = {}) =>
  createTransport({ url: inbox.smtpUrl, ...options }).sendMail({
    from: '"Ann Archer" <ann@vendor.example>',
    to: 'vp@globex.example',
    subject: 'Your team',
    text: 'Hello',
    ...mail,
  });

it('keeps what a mail says, with its attachments and its invitation', async () => {
  await send({
    to: ['"Dana" <vp@globex.example>', 'it@globex.example'],
    cc: 'ops@globex.example',
    bcc: 'crm@vendor.example',
    replyTo: 'team@vendor.example',
    messageId: '<step-1@playmaker>',
    subject: 'Ihr Team wächst – 92 %',
    html: '<p>Hello <b>Dana</b></p>',
    headers: { 'X-Play': 'expansion' },
    attachments: [{ filename: 'proposal.pdf', contentType: 'application/pdf', content: Buffer.from([1, 2, 3, 255]) }],
    icalEvent: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
  });
  const [mail] = inbox.mails();
  expect(mail).toMatchObject({
    messageId: '<step-1@playmaker>',
    from: 'ann@vendor.example',
    to: ['vp@globex.example', 'it@globex.example'],
    cc: ['ops@globex.example'],
    replyTo: 'team@vendor.example',
    subject: 'Ihr Team wächst – 92 %',
    at: new Date('2026-03-03T09:00:00Z'),
    deliveries: 1,
  });
  expect(mail?.text.trim()).toBe('Hello');
  expect(mail?.html).toContain('<b>Dana</b>');
  expect(mail?.headers['x-play']).toBe('expansion');
  const pdf = mail?.attachments.find((each) => each.filename === 'proposal.pdf');
  expect(pdf).toEqual({
    filename: 'proposal.pdf',
    contentType: 'application/pdf',
    content: Buffer.from([1, 2, 3, 255]),
  });
  const invitation = mail?.attachments.find((each) => each.contentType === 'text/calendar; method=REQUEST');
  expect(invitation?.content.toString()).toContain('BEGIN:VCALENDAR');
});

it('finds mails by To, Cc and Bcc', async () => {
  await send({ cc: 'ops@globex.example', bcc: 'crm@vendor.example' });
  for (const to of ['VP@globex.example', 'ops@globex.example', 'crm@vendor.example']) {
    expect(inbox.mails({ to })).toHaveLength(1);
  }
  expect(inbox.mails({ to: 'nobody@globex.example' })).toEqual([]);
});

it('counts a Message-ID that arrives again instead of listing it twice', async () => {
  await send({ messageId: '<same@playmaker>', text: 'first' });
  await send({ messageId: '<same@playmaker>', text: 'second' });
  await send({ messageId: '<other@playmaker>' });
  expect(inbox.mails().map(({ messageId, deliveries }) => ({ messageId, deliveries }))).toEqual([
    { messageId: '<same@playmaker>', deliveries: 2 },
    { messageId: '<other@playmaker>', deliveries: 1 },
  ]);
  expect(inbox.mails()[0]?.text.trim()).toBe('first');
});

it('takes mails over several connections at once', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, index) => send({ subject: `Mail ${index}` })));
  expect(new Set(inbox.mails().map((mail) => mail.subject)).size).toBe(12);
});

it('refuses a message of more than 25 MB', async () => {
  await expect(send({ text: 'x', attachments: [{ content: Buffer.alloc(20 * 1024 * 1024) }] })).rejects.toMatchObject({
    responseCode: 552,
  });
  expect(inbox.mails()).toEqual([]);
});

describe('with faults', () => {
  it('answers 451 to a server error and takes the next mail', async () => {
    inbox.faults.next({ method: 'smtp', fault: 'serverError' });
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    await send();
    expect(inbox.mails()).toHaveLength(1);
  });

  it('answers 421 when rate limited', async () => {
    inbox.faults.set({ smtp: { rateLimited: 1 } });
    await expect(send()).rejects.toMatchObject({ responseCode: 421 });
    expect(inbox.mails()).toEqual([]);
  });

  it('hangs without taking the mail', async () => {
    inbox.faults.next({ method: 'smtp', fault: 'hang' });
    await expect(send({}, { socketTimeout: 200 })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(inbox.mails()).toEqual([]);
  });

  it('takes the mail, then drops the connection: sent again it is still one mail', async () => {
    inbox.faults.next({ method: 'smtp', fault: 'dropAfterAccept' });
    const mail = { messageId: '<step-2@playmaker>' };
    await expect(send(mail)).rejects.toThrow();
    await send(mail);
    expect(inbox.mails()).toMatchObject([{ messageId: '<step-2@playmaker>', deliveries: 2 }]);
  });
});

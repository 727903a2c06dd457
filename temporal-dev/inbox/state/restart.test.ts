import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type Inbox, startInbox } from '../inbox';
import { ann, clientOf, question } from '../workspace.fixture';

let folder: string;
let dataFile: string;
let inbox: Inbox | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inbox-'));
  dataFile = join(folder, 'data', 'inbox.jsonl');
});
afterEach(async () => {
  await inbox?.stop();
  inbox = undefined;
  rmSync(folder, { recursive: true });
});

const start = async () => {
  inbox = await startInbox({ people: [ann], dataFile, now: () => new Date('2026-03-03T09:00:00Z') });
  return inbox;
};
const restart = async () => {
  await inbox?.stop();
  return start();
};

it('keeps messages, edits, channels and mails', async () => {
  const first = await start();
  const slack = clientOf(first);
  first.addChannel('customer-success');
  const metadata = { event_type: 'task', event_payload: { id: 'task-1' } };
  const { channel = '', ts = '' } = await slack.chat.postMessage({
    channel: ann.id,
    text: 'a',
    blocks: question,
    metadata,
  });
  await slack.chat.update({ channel, ts, text: 'b' });
  const transport = createTransport(first.smtpUrl);
  const mail = {
    from: 'a@vendor.example',
    to: 'vp@globex.example',
    text: 'Hello',
    messageId: '<m-1@playmaker>',
    attachments: [{ filename: 'a.bin', content: Buffer.from([0, 255]) }],
  };
  await transport.sendMail(mail);
  await transport.sendMail(mail);
  const before = { messages: first.messages(), mails: first.mails() };
  expect(before.mails).toMatchObject([{ deliveries: 2 }]);

  const second = await restart();
  expect({ messages: second.messages(), mails: second.mails() }).toEqual(before);
  const client = clientOf(second);
  expect((await client.conversations.open({ users: ann.id })).channel?.id).toBe(channel);
  const posted = await client.chat.postMessage({ channel: 'customer-success', text: 'after' });
  expect(Number(String(posted.ts).slice(-6))).toBeGreaterThan(Number(ts.slice(-6)));
});

it('cuts off a last line that a crash left torn, and goes on', async () => {
  const first = await start();
  await clientOf(first).chat.postMessage({ channel: ann.id, text: 'whole' });
  await first.stop();
  appendFileSync(dataFile, '{"type":"message","mess');
  const second = await start();
  await clientOf(second).chat.postMessage({ channel: ann.id, text: 'next' });
  const third = await restart();
  expect(third.messages().map((message) => message.text)).toEqual(['whole', 'next']);
  expect(readFileSync(dataFile, 'utf8')).not.toContain('"mess{');
});

it('does not start on a file that is not its own', async () => {
  await start();
  await inbox?.stop();
  inbox = undefined;
  writeFileSync(dataFile, 'name,amount\n1,2\n');
  await expect(startInbox({ dataFile })).rejects.toThrow(/INBOX_DATA_UNREADABLE: line 1 of .* Move the file away/);
});

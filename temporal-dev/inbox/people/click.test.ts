import type { WebClient } from '@slack/web-api';
import { type AppAnswer, type ReceivedPayload, startApp } from '../app-receiver.fixture';
import { type Inbox, startInbox } from '../inbox';
import type { InboxMessage } from '../model';
import { ann, ben, button, clientOf, question } from '../workspace.fixture';

let inbox: Inbox;
let slack: WebClient;
let app: Awaited<ReturnType<typeof startApp>>;
let answer: (payload: ReceivedPayload) => AppAnswer | Promise<AppAnswer>;

beforeEach(async () => {
  answer = () => undefined;
  app = await startApp(
    () => inbox.signingSecret,
    (payload) => answer(payload),
  );
  inbox = await startInbox(
    { people: [ann, ben], interactionsUrl: app.url },
    { elapsed: () => performance.now(), ackTimeoutMs: 300 },
  );
  slack = clientOf(inbox);
});
afterEach(async () => {
  expect(app.forged).toEqual([]);
  await inbox.stop();
  await app.stop();
});

const ask = async (): Promise<InboxMessage> => {
  await slack.chat.postMessage({
    channel: ann.id,
    text: 'Ready?',
    blocks: question,
    metadata: { event_type: 'task', event_payload: { id: 'task-1' } },
  });
  return inbox.messages({ to: ann.email }).at(-1) as InboxMessage;
};

it('arrives signed, in the shape of Slack', async () => {
  const message = await ask();
  expect(await inbox.click({ as: ann.email, message, actionId: 'task:confirm' })).toEqual({ status: 200, body: '' });
  expect(app.received).toMatchObject([
    {
      type: 'block_actions',
      user: { id: ann.id, username: 'ann', team_id: 'T0INBOX' },
      container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: false },
      channel: { id: message.channel },
      message: { ts: message.ts, text: 'Ready?', metadata: { event_type: 'task' } },
      actions: [{ type: 'button', action_id: 'task:confirm', block_id: 'answers', value: 'task-1' }],
    },
  ]);
});

it('finds the button by pattern, also beside a section', async () => {
  const text = { type: 'plain_text' as const, text: 'Globex' };
  const blocks = [{ type: 'section' as const, text, accessory: button('open:account') }];
  await slack.chat.postMessage({ channel: ann.id, text: 'x', blocks });
  const message = inbox.messages().at(-1) as InboxMessage;
  await inbox.click({ as: ann.email, message, actionId: /^open:/g });
  expect(app.received[0]?.actions[0]?.action_id).toBe('open:account');
});

it('carries what the person saw, though the message has changed since', async () => {
  const seen = await ask();
  await slack.chat.update({ channel: seen.channel, ts: seen.ts, text: 'Ben confirmed', blocks: [] });
  await inbox.click({ as: ann.email, message: seen, actionId: 'task:confirm' });
  expect(app.received[0]?.actions[0]?.value).toBe('task-1');
});

it('gives back the status of the app and shows the person that something went wrong', async () => {
  const message = await ask();
  answer = () => ({ status: 500, body: { title: 'broken' } });
  expect(await inbox.click({ as: ann.email, message, actionId: 'task:confirm' })).toEqual({
    status: 500,
    body: { title: 'broken' },
  });
  expect(await pageOf(ann.id)).toContain('Playmaker responded with status code 500.');
  expect(await pageOf(ben.id)).not.toContain('status code 500');
  answer = () => undefined;
  await inbox.click({ as: ann.email, message, actionId: 'task:confirm' });
  expect(await pageOf(ann.id)).not.toContain('status code 500');
});

it('says so when the app does not answer in time, or is not there', async () => {
  const message = await ask();
  answer = () => 'silence';
  const late = await inbox.click({ as: ann.email, message, actionId: 'task:confirm' });
  expect(late).toMatchObject({ status: 0, body: { error: 'operation_timeout' } });
  expect(await pageOf(ann.id)).toContain('Playmaker did not respond');
  inbox.setInteractionsUrl('http://127.0.0.1:9/slack/interactions');
  const absent = await inbox.click({ as: ann.email, message, actionId: 'task:confirm' });
  expect(absent).toMatchObject({ status: 0, body: { error: 'connection_failed' } });
});

it('is refused where the person could not click', async () => {
  const message = await ask();
  const click = (input: Partial<Parameters<Inbox['click']>[0]>) =>
    inbox.click({ as: ann.email, message, actionId: 'task:confirm', ...input });
  await expect(click({ as: ben.email })).rejects.toMatchObject({ code: 'INBOX_NOT_VISIBLE' });
  await expect(click({ as: 'who@vendor.example' })).rejects.toMatchObject({ code: 'INBOX_NO_PERSON' });
  await expect(click({ actionId: 'other' })).rejects.toThrow('Its buttons: task:confirm, task:not-yet');
  await expect(click({ message: { ...message, ts: '1.000001' } })).rejects.toMatchObject({
    code: 'INBOX_MESSAGE_GONE',
  });
  const alone = await startInbox({ people: [ann] });
  await clientOf(alone).chat.postMessage({ channel: ann.id, text: 'x', blocks: question });
  const [unheard] = alone.messages();
  await expect(
    alone.click({ as: ann.email, message: unheard as InboxMessage, actionId: 'task:confirm' }),
  ).rejects.toMatchObject({ code: 'INBOX_NO_INTERACTIONS_URL' });
  await alone.stop();
});

describe('the response_url', () => {
  const respond = async (body: Record<string, unknown>) => {
    const response = await fetch(String(app.received.at(-1)?.response_url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const clicked = async () => {
    const message = await ask();
    await inbox.click({ as: ann.email, message, actionId: 'task:confirm' });
    return message;
  };

  it('replaces the message', async () => {
    const { ts } = await clicked();
    expect(await respond({ replace_original: true, text: 'Confirmed' })).toEqual({ status: 200, body: { ok: true } });
    expect(inbox.messages()).toMatchObject([{ ts, text: 'Confirmed', blocks: [], edits: 1 }]);
  });

  it('answers the person alone unless told otherwise', async () => {
    await clicked();
    await respond({ text: 'Only you' });
    await respond({ text: 'Everyone', response_type: 'in_channel' });
    expect(inbox.messages().slice(1)).toMatchObject([
      { text: 'Only you', ephemeralFor: ann.email },
      { text: 'Everyone', ephemeralFor: undefined },
    ]);
  });

  it('takes the message away', async () => {
    await clicked();
    await respond({ delete_original: true });
    expect(inbox.messages()).toEqual([]);
  });

  it('is good for five uses and refuses wrong blocks', async () => {
    await clicked();
    expect(await respond({ text: 'x', blocks: [{ type: 'header' }] })).toMatchObject({
      status: 400,
      body: { error: 'invalid_blocks' },
    });
    for (let use = 0; use < 5; use += 1) expect((await respond({ text: `${use}` })).status).toBe(200);
    expect(await respond({ text: '6' })).toEqual({ status: 404, body: { ok: false, error: 'used_url' } });
  });
});

async function pageOf(userId: string): Promise<string> {
  const open = inbox.messages()[0]?.channel ?? '';
  const response = await fetch(`${inbox.url}/?${new URLSearchParams({ as: userId, open }).toString()}`);
  return response.text();
}

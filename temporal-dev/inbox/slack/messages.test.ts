import type { WebClient } from '@slack/web-api';
import { type Inbox, startInbox } from '../inbox';
import { ann, ben, clientOf, question } from '../workspace.fixture';

let inbox: Inbox;
let slack: WebClient;

beforeEach(async () => {
  inbox = await startInbox({ people: [ann, ben] });
  slack = clientOf(inbox);
});
afterEach(() => inbox.stop());

const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: { data?: { error: string } }) => error.data?.error,
  );

describe('posting', () => {
  it('reaches a channel by name, by name with #, and by id', async () => {
    const id = inbox.addChannel('customer-success');
    for (const channel of ['customer-success', '#customer-success', id]) {
      const answer = await slack.chat.postMessage({ channel, text: 'Hello' });
      expect(answer).toMatchObject({
        ok: true,
        channel: id,
        message: { type: 'message', text: 'Hello', ts: answer.ts },
      });
    }
    expect(inbox.messages({ channel: 'customer-success' })).toHaveLength(3);
  });

  it('reaches a person by user id, in the same direct message that conversations.open gives', async () => {
    const { channel = '' } = await slack.chat.postMessage({ channel: ann.id, text: 'Hello' });
    const opened = await slack.conversations.open({ users: ann.id });
    expect(opened.channel?.id).toBe(channel);
    expect(channel).toMatch(/^D/);
    expect((await slack.conversations.open({ channel })).channel?.id).toBe(channel);
    expect(inbox.messages({ to: 'ANN@vendor.example' })).toMatchObject([
      { to: ann.email, channelName: 'Ann Archer', from: 'bot', text: 'Hello', edited: false, edits: 0 },
    ]);
  });

  it('keeps blocks and gives each the ids that Slack would make up', async () => {
    const answer = await slack.chat.postMessage({ channel: ann.id, text: 'Ready?', blocks: question });
    const [section, actions] = answer.message?.blocks as { block_id: string; elements?: unknown[] }[];
    expect(section?.block_id).toEqual(expect.any(String));
    expect(actions).toEqual(question[1]);
    expect(inbox.messages()[0]?.blocks).toEqual([section, actions]);
  });

  it('files replies under the first message of the thread', async () => {
    const { ts: root = '', channel: general = '' } = await slack.chat.postMessage({ channel: 'general', text: 'root' });
    const { ts: reply = '' } = await slack.chat.postMessage({ channel: 'general', text: 'reply', thread_ts: root });
    await slack.chat.postMessage({ channel: 'general', text: 'reply to the reply', thread_ts: reply });
    expect(inbox.messages().map((message) => message.threadTs)).toEqual([undefined, root, root]);
    const thread = await slack.conversations.replies({ channel: general, ts: root });
    expect(thread.messages?.map((message) => message.text)).toEqual(['root', 'reply', 'reply to the reply']);
    const history = await slack.conversations.history({ channel: general });
    expect(history.messages?.map((message) => message.text)).toEqual(['root']);
  });

  it('refuses with the errors of Slack', async () => {
    const post = (args: Record<string, unknown>) => refused(slack.apiCall('chat.postMessage', args));
    expect(await post({ channel: 'nowhere', text: 'x' })).toBe('channel_not_found');
    expect(await post({ channel: 'general' })).toBe('no_text');
    expect(await post({ text: 'x' })).toBe('invalid_arguments');
    expect(await post({ channel: 'general', text: 'x'.repeat(40_001) })).toBe('msg_too_long');
    expect(await post({ channel: 'general', text: 'x', blocks: '[' })).toBe('invalid_blocks_format');
    expect(await post({ channel: 'general', text: 'x', blocks: { type: 'section' } })).toBe('invalid_blocks_format');
    expect(await post({ channel: 'general', text: 'x', blocks: [{ type: 'section' }] })).toBe('invalid_blocks');
    expect(await post({ channel: 'general', text: 'x', metadata: { event_type: 'x' } })).toBe(
      'invalid_metadata_format',
    );
    expect(await post({ channel: 'general', text: 'x', thread_ts: '1.000001' })).toBe('thread_not_found');
    expect(inbox.messages()).toEqual([]);
  });
});

describe('updating', () => {
  it('replaces the content and marks the message as edited', async () => {
    const { channel = '', ts = '' } = await slack.chat.postMessage({
      channel: ann.id,
      text: 'Ready?',
      blocks: question,
    });
    const answer = await slack.chat.update({ channel, ts, text: 'Confirmed', blocks: [] });
    expect(answer).toMatchObject({
      ok: true,
      channel,
      ts,
      text: 'Confirmed',
      message: { edited: { user: 'U0PLAYMAKER' } },
    });
    await slack.chat.update({ channel, ts, text: 'Confirmed by Ann' });
    expect(inbox.messages()).toMatchObject([{ ts, text: 'Confirmed by Ann', blocks: [], edited: true, edits: 2 }]);
  });

  it('keeps metadata and blocks that the call does not name, and drops metadata for an empty object', async () => {
    const metadata = { event_type: 'task', event_payload: { key: 'k-1' } };
    const { channel = '', ts = '' } = await slack.chat.postMessage({
      channel: ann.id,
      text: 'a',
      blocks: question,
      metadata,
    });
    await slack.chat.update({ channel, ts, text: 'b' });
    expect(inbox.messages()[0]).toMatchObject({ text: 'b', metadata, blocks: [{}, { block_id: 'answers' }] });
    await slack.apiCall('chat.update', { channel, ts, text: 'c', metadata: {} });
    expect(inbox.messages()[0]?.metadata).toBeUndefined();
  });

  it('refuses with the errors of Slack', async () => {
    const { channel = '', ts = '' } = await slack.chat.postMessage({ channel: ann.id, text: 'a' });
    const ephemeral = await slack.chat.postEphemeral({ channel, user: ann.id, text: 'only you' });
    const said = inbox.say({ as: ann.email, text: 'Thanks' });
    const update = (args: Record<string, unknown>) =>
      refused(slack.apiCall('chat.update', { channel, ts, text: 'x', ...args }));
    expect(await update({ channel: 'C404' })).toBe('channel_not_found');
    expect(await update({ ts: '1.000001' })).toBe('message_not_found');
    expect(await update({ ts: ephemeral.message_ts })).toBe('message_not_found');
    expect(await update({ ts: said.ts })).toBe('cant_update_message');
    expect(await update({ text: '' })).toBe('no_text');
    expect(await update({ text: 'y'.repeat(40_001) })).toBe('msg_too_long');
  });
});

it('shows an ephemeral message to one person and keeps it out of the history', async () => {
  const channel = inbox.addChannel('general');
  const { message_ts } = await slack.chat.postEphemeral({ channel, user: ben.id, text: 'Ann decided already' });
  expect(inbox.messages()).toMatchObject([{ ts: message_ts, ephemeralFor: ben.email }]);
  expect((await slack.conversations.history({ channel })).messages).toEqual([]);
  expect(await refused(slack.chat.postEphemeral({ channel, user: 'U404', text: 'x' }))).toBe('user_not_in_channel');
});

import type { WebClient } from '@slack/web-api';
import { type Inbox, startInbox } from '../inbox';
import { ann, clientOf } from '../workspace.fixture';

let inbox: Inbox;
let slack: WebClient;
let channel: string;
beforeEach(async () => {
  inbox = await startInbox({ people: [ann] });
  slack = clientOf(inbox);
  channel = inbox.addChannel('#customer-success');
});
afterEach(() => inbox.stop());

const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: { data?: { error: string } }) => error.data?.error,
  );

it('lists channels by pages, without archived ones where that is asked', async () => {
  inbox.addChannel('old');
  inbox.changeChannel('old', { archived: true });
  const first = await slack.conversations.list({ limit: 2 });
  expect(first.channels?.map(({ name }) => name)).toEqual(['general', 'customer-success']);
  const rest = await slack.conversations.list({ limit: 2, cursor: first.response_metadata?.next_cursor });
  expect(rest.channels).toMatchObject([{ name: 'old', is_archived: true }]);
  const open = await slack.conversations.list({ exclude_archived: true });
  expect(open.channels?.map(({ id }) => id)).toContain(channel);
  expect(open.channels).toHaveLength(2);
});

it.each([
  ['is archived', { archived: true }, 'is_archived', 'accepted'],
  ['is left', { member: false }, 'not_in_channel', 'not_in_channel'],
])('takes no messages in a channel that %s, as Slack says it', async (_what, change, error, read) => {
  const { ts = '' } = await slack.chat.postMessage({ channel, text: 'Hello' });
  inbox.changeChannel(channel, change);
  expect(await refused(slack.chat.postMessage({ channel, text: 'Hello' }))).toBe(error);
  expect(await refused(slack.chat.update({ channel, ts, text: 'Hello again' }))).toBe(error);
  expect(await refused(slack.conversations.history({ channel }))).toBe(read);
  inbox.changeChannel(channel, { archived: false, member: true });
  expect(await refused(slack.chat.postMessage({ channel, text: 'Hello' }))).toBe('accepted');
});

it('shows a reply that was sent to the channel as well in its thread and in the channel', async () => {
  const { ts = '' } = await slack.chat.postMessage({ channel, text: 'The play' });
  await slack.chat.postMessage({ channel, text: 'only here', thread_ts: ts });
  await slack.chat.postMessage({ channel, text: 'for all', thread_ts: ts, reply_broadcast: true });
  const { messages } = await slack.conversations.history({ channel });
  expect(messages?.map(({ text }) => text)).toEqual(['for all', 'The play']);
  const page = await (await fetch(`${inbox.url}/?open=${channel}`)).text();
  expect(page.match(/for all/g)).toHaveLength(2);
  expect(page.match(/only here/g)).toHaveLength(1);
  expect(page).toContain('see what came before');
});

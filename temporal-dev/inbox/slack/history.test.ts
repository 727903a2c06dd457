import type { WebClient } from '@slack/web-api';
import { type Inbox, startInbox } from '../inbox';
import { ann, clientOf } from '../workspace.fixture';

let inbox: Inbox;
let slack: WebClient;
let channel: string;

/** The clock stands still, as a clock of virtual time does. */
beforeAll(async () => {
  inbox = await startInbox({ people: [ann], now: () => new Date('2026-03-03T09:00:00Z') });
  slack = clientOf(inbox);
  channel = inbox.addChannel('general');
  for (const key of [1, 2, 3, 4, 5]) {
    await slack.chat.postMessage({
      channel,
      text: `m${key}`,
      metadata: { event_type: 'step', event_payload: { key: `k${key}` } },
    });
  }
});
afterAll(() => inbox.stop());

const texts = async (args: Record<string, unknown>) => {
  const { messages } = await slack.conversations.history({ channel, ...args });
  return messages?.map((message) => message.text);
};
const tsOf = (text: string) => inbox.messages().find((message) => message.text === text)?.ts;

it('gives unique ascending ids though the clock stands still', () => {
  const ids = inbox.messages().map((message) => message.ts);
  expect(ids[0]).toBe('1772528400.000000');
  expect(ids[4]).toBe('1772528400.000004');
});

it('lists the newest first', async () => {
  expect(await texts({})).toEqual(['m5', 'm4', 'm3', 'm2', 'm1']);
});

it('returns metadata only when asked for it', async () => {
  const without = await slack.conversations.history({ channel, limit: 1 });
  const including = await slack.conversations.history({ channel, limit: 1, include_all_metadata: true });
  expect(without.messages?.[0]).not.toHaveProperty('metadata');
  expect(including.messages?.[0]?.metadata).toEqual({ event_type: 'step', event_payload: { key: 'k5' } });
});

it('pages through everything once by cursor, as the client does on its own', async () => {
  const seen: (string | undefined)[] = [];
  const sizes: number[] = [];
  for await (const page of slack.paginate('conversations.history', { channel, limit: 2 })) {
    const { messages } = page as unknown as { messages: { text: string }[] };
    sizes.push(messages.length);
    seen.push(...messages.map((message) => message.text));
  }
  expect(sizes).toEqual([2, 2, 1]);
  expect(seen).toEqual(['m5', 'm4', 'm3', 'm2', 'm1']);
});

it('limits by oldest and latest, with or without the ends', async () => {
  const range = { oldest: tsOf('m2'), latest: tsOf('m4') };
  expect(await texts(range)).toEqual(['m3']);
  expect(await texts({ ...range, inclusive: true })).toEqual(['m4', 'm3', 'm2']);
});

it.each([
  [{ channel: 'C404' }, 'channel_not_found'],
  [{ cursor: 'bm9uZQ==' }, 'invalid_cursor'],
  [{ oldest: 'yesterday' }, 'invalid_ts_oldest'],
  [{ latest: 'yesterday' }, 'invalid_ts_latest'],
  [{ limit: 1000 }, 'invalid_arguments'],
])('refuses %j with %s', async (args, error) => {
  await expect(slack.apiCall('conversations.history', { channel, ...args })).rejects.toMatchObject({ data: { error } });
});

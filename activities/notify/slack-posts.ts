import type { KnownBlock } from '@slack/types';
import type { Outbox, Receipt } from '../../src/store/store';
import { failure } from '../failures';
import { once, withdrawOnce } from '../once';
import type { SlackApi } from './slack-api';
import { createSlackHistory } from './slack-history';
import { NO_THREAD } from './slack-trouble';

export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Where a message goes. */
export interface SlackPlace {
  /** The id of the conversation, looked up when it is needed. */
  readonly channel: () => Promise<string>;
  /** The first message of a thread. */
  readonly thread?: string;
  /** When the thread is gone, it goes into the conversation itself. */
  readonly loose?: boolean;
  /** A reply that is shown in the channel, too. */
  readonly broadcast?: boolean;
  /** What else its receipt has to say. */
  readonly leaves?: Receipt;
}

/** Messages of the bot, each posted once per key and found again by the key in its metadata. */
export interface SlackPosts {
  /** Undefined: it was withdrawn before. */
  post(key: string, place: SlackPlace, message: SlackMessage): Promise<Receipt | undefined>;
  /** False when Slack answers with one of the `tolerated` errors. */
  change(receipt: Receipt, key: string, message: SlackMessage, tolerated: readonly string[]): Promise<boolean>;
  /** Makes sure that it is not posted any more; answers the receipt of one that was, at one of these places. */
  withdraw(key: string, places: readonly SlackPlace[]): Promise<Receipt | undefined>;
}

type Reply = ReturnType<typeof replyTo>;

/** Source: docs.slack.dev/reference/methods/chat.postMessage, `thread_ts` and `reply_broadcast`. */
const replyTo = (thread: string, isBroadcast = false) =>
  isBroadcast ? { thread_ts: thread, reply_broadcast: true as const } : { thread_ts: thread };

export function createSlackPosts(api: SlackApi, outbox: Outbox, timeoutMs: number): SlackPosts {
  // Two calls to know the conversation, four at most to look, two to post: eight time-outs, and one to spare.
  const history = createSlackHistory(api, 3 * timeoutMs);
  const leaseMs = 9 * timeoutMs;

  const findAt = async ({ channel, thread, leaves }: SlackPlace, key: string, firstAt: string) => {
    const found = await history.find(await channel(), key, firstAt, thread);
    return found && { ...found, ...leaves };
  };

  async function send(key: string, place: SlackPlace, message: SlackMessage): Promise<Receipt> {
    const { thread, loose, broadcast, leaves } = place;
    const channel = await place.channel();
    const content = { ...message, metadata: history.metadataOf(key), unfurl_links: false, unfurl_media: false };
    const say = (reply: Reply | undefined, tolerated: readonly string[]) =>
      api.call('chat.postMessage', (client) => client.chat.postMessage({ channel, ...content, ...reply }), tolerated);
    const reply = thread === undefined ? undefined : replyTo(thread, broadcast);
    const posted = (reply && (await say(reply, loose ? NO_THREAD : []))) || (await say(undefined, []));
    if (!posted?.ts) throw failure('SLACK_UNAVAILABLE', 'Slack did not name the message it posted.');
    return { channel, ts: posted.ts, ...leaves };
  }

  return {
    post: (key, place, message) =>
      once(outbox, key, leaseMs, {
        find: (firstAt) => findAt(place, key, firstAt),
        perform: () => send(key, place, message),
      }),
    async change(receipt, key, message, tolerated) {
      const target = { channel: String(receipt.channel), ts: String(receipt.ts) };
      const updated = await api.call(
        'chat.update',
        (client) => client.chat.update({ ...target, ...message, metadata: history.metadataOf(key) }),
        tolerated,
      );
      return updated !== undefined;
    },
    withdraw: (key, places) =>
      withdrawOnce(outbox, key, leaseMs, async (firstAt) => {
        for (const place of places) {
          const found = await findAt(place, key, firstAt);
          if (found) return found;
        }
        return undefined;
      }),
  };
}

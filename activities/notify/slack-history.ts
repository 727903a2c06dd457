import { failure } from '../failures';
import type { Receipt } from '../../src/store/store';
import type { SlackApi } from './slack-api';

/** Messages Slack gives per page; it recommends 200 at most. */
const PAGE = 200;
/** Our clocks and Slack's may differ. */
const CLOCK_DIFFERENCE_MS = 60_000;
const EVENT_TYPE = 'playmaker_effect';

/** Finds messages again by the key in their metadata (docs.slack.dev/messaging/message-metadata). */
export interface SlackHistory {
  metadataOf(key: string): { event_type: string; event_payload: { key: string } };
  /** The message of that key in a conversation since a moment, or among the replies to one of its messages. */
  find(channel: string, key: string, since: string, threadTs?: string): Promise<Receipt | undefined>;
}

interface Page {
  readonly messages?: readonly { readonly ts?: string; readonly metadata?: { readonly event_payload?: object } }[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

/** `patienceMs` is for all pages together: SLACK_UNAVAILABLE after that, so that a lease always outlasts the search. */
export function createSlackHistory(api: SlackApi, patienceMs: number): SlackHistory {
  const pages = (channel: string, oldest: string, threadTs?: string) => {
    const common = { channel, oldest, inclusive: true, include_all_metadata: true, limit: PAGE };
    return async (cursor?: string): Promise<Page | undefined> => {
      const inChannel = () =>
        api.call('conversations.history', (client) => client.conversations.history({ ...common, cursor }));
      if (threadTs === undefined) return inChannel();
      return api.call(
        'conversations.replies',
        (client) => client.conversations.replies({ ...common, ts: threadTs, cursor }),
        ['thread_not_found'],
      );
    };
  };

  async function search(
    read: (cursor?: string) => Promise<Page | undefined>,
    channel: string,
    key: string,
    deadline: number,
  ): Promise<Receipt | undefined> {
    let cursor: string | undefined;
    do {
      if (Date.now() >= deadline) throw failure('SLACK_UNAVAILABLE', 'Slack takes too long to list messages.');
      const page = await read(cursor);
      const found = page?.messages?.find(({ metadata }) => keyOf(metadata) === key);
      if (found?.ts) return { channel, ts: found.ts };
      cursor = page?.response_metadata?.next_cursor || undefined;
    } while (cursor);
    return undefined;
  }

  return {
    metadataOf: (key) => ({ event_type: EVENT_TYPE, event_payload: { key } }),
    async find(channel, key, since, threadTs) {
      const oldest = String((Date.parse(since) - CLOCK_DIFFERENCE_MS) / 1000);
      const deadline = Date.now() + patienceMs;
      const inThread = threadTs && (await search(pages(channel, oldest, threadTs), channel, key, deadline));
      // A reply to a message that is gone was posted outside its thread.
      return inThread || search(pages(channel, oldest), channel, key, deadline);
    },
  };
}

function keyOf(metadata: { readonly event_payload?: object } | undefined): unknown {
  const payload = metadata?.event_payload;
  return payload && 'key' in payload ? payload.key : undefined;
}

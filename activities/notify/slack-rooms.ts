import type { SlackApi } from './slack-api';

/** Channels Slack gives per page; it recommends 200 at most. */
const PAGE = 200;
const REMEMBERED_MS = 10 * 60_000;

/** Channels by the names that people know. */
export interface SlackRooms {
  /** The id of `#name`; an id is its own. Undefined when there is no such channel. */
  channelId(channel: string): Promise<string | undefined>;
}

/** Names are looked up anew when one is unknown, at most once a minute, and every ten minutes. */
export function createSlackRooms(api: SlackApi): SlackRooms {
  let known: { readonly ids: ReadonlyMap<string, string>; readonly at: number } | undefined;

  async function look(): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    let cursor: string | undefined;
    do {
      const page = await api.call('conversations.list', (client) =>
        client.conversations.list({ types: 'public_channel,private_channel', limit: PAGE, cursor }),
      );
      for (const { id, name } of page?.channels ?? []) if (id && name) ids.set(name, id);
      cursor = page?.response_metadata?.next_cursor || undefined;
    } while (cursor);
    known = { ids, at: performance.now() };
    return ids;
  }

  return {
    async channelId(channel) {
      if (!channel.startsWith('#')) return channel;
      const name = channel.slice(1);
      const age = known ? performance.now() - known.at : Infinity;
      if (known && age < REMEMBERED_MS && (known.ids.has(name) || age < 60_000)) return known.ids.get(name);
      return (await look()).get(name);
    },
  };
}

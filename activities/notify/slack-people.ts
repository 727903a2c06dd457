import type { SlackApi } from './slack-api';
import { failure } from '../failures';

/** Who is who in Slack, remembered for a while. */
export interface SlackPeople {
  /** The person's user id; undefined when nobody in the workspace has this address, or no longer. */
  userId(email: string): Promise<string | undefined>;
  /** The direct conversation with that person. SLACK_REFUSED when they are not in Slack. */
  conversation(email: string): Promise<string>;
}

const REMEMBERED_MS = 10 * 60_000;

/** Somebody unknown is asked for again each time, so that who joins Slack gets the next message there. */
export function createSlackPeople(api: SlackApi): SlackPeople {
  const users = new Memory();
  const conversations = new Memory();

  const userId = (email: string) =>
    users.get(email, async () => {
      const found = await api.call('users.lookupByEmail', (client) => client.users.lookupByEmail({ email }), [
        'users_not_found',
      ]);
      return found?.user?.deleted ? undefined : found?.user?.id;
    });

  return {
    userId,
    async conversation(email) {
      const id = await conversations.get(email, async () => {
        const user = await userId(email);
        if (user === undefined) return undefined;
        const opened = await api.call('conversations.open', (client) => client.conversations.open({ users: user }));
        return opened?.channel?.id;
      });
      if (id === undefined) throw failure('SLACK_REFUSED', `Nobody in Slack has the address ${email}.`);
      return id;
    },
  };
}

class Memory {
  private readonly known = new Map<string, { readonly value: string; readonly until: number }>();

  async get(key: string, ask: () => Promise<string | undefined>): Promise<string | undefined> {
    const entry = this.known.get(key);
    if (entry && Date.now() < entry.until) return entry.value;
    this.known.delete(key);
    const value = await ask();
    if (value !== undefined) this.known.set(key, { value, until: Date.now() + REMEMBERED_MS });
    return value;
  }
}

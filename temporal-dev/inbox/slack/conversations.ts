import type { StoredMessage } from '../state/journal';
import { microsOf } from '../state/message-clock';
import type { CallArguments } from './call-arguments';
import type { SlackMethod } from './method';
import { readable } from './open-channel';
import { SlackRefusal } from './refusal';
import { wireMessage } from './wire-message';

/** `conversations.open`: the direct message with one person (`users`), or one known by its id (`channel`). */
export const open: SlackMethod = (args, { workspace }) => {
  const known = args.text('channel');
  if (known) {
    const found = workspace.conversation(known);
    if (!found?.partner) throw new SlackRefusal('channel_not_found');
    return { channel: { id: found.id } };
  }
  const users = (args.text('users') ?? '').split(',').filter(Boolean);
  const [userId] = users;
  if (userId === undefined) throw new SlackRefusal('users_list_not_supplied');
  if (users.length > 1) {
    throw new SlackRefusal('invalid_arguments', ['the local inbox has no group direct messages: give one user']);
  }
  const person = workspace.people.find(userId);
  if (!person) throw new SlackRefusal('user_not_found');
  const channel = workspace.openDirect(person);
  return {
    channel: args.flag('return_im') ? { id: channel.id, is_im: true, user: userId, is_open: true } : { id: channel.id },
  };
};

/** `conversations.list`: the channels, also those of which the app is no member, and without archived ones where that is asked. */
export const list: SlackMethod = (args, { workspace }) => {
  const limit = args.wholeNumber('limit', { min: 1, max: 999, otherwise: 100 });
  const cursor = args.text('cursor');
  const channels = workspace
    .allConversations()
    .filter(({ partner, archived }) => !partner && !(archived && args.flag('exclude_archived')));
  const start = cursor === undefined ? 0 : channels.findIndex(({ id }) => id === cursor);
  if (start < 0) throw new SlackRefusal('invalid_cursor');
  const next = channels[start + limit]?.id ?? '';
  return {
    channels: channels.slice(start, start + limit).map(({ id, name, archived = false, left = false }) => ({
      ...{ id, name, name_normalized: name, is_channel: true, is_private: false },
      ...{ is_archived: archived, is_member: !left },
    })),
    response_metadata: { next_cursor: next },
  };
};

/** `conversations.history`: newest first, without ephemeral messages and without replies in threads. */
export const history: SlackMethod = (args, { workspace }) => {
  const channel = args.requiredText('channel');
  readable(workspace.conversation(channel));
  const visible = workspace
    .in(channel)
    .filter((message) => !message.ephemeralFor && (!message.threadTs || message.broadcast));
  return page([...visible].reverse(), args);
};

/** `conversations.replies`: a message and the replies to it, oldest first. */
export const replies: SlackMethod = (args, { workspace }) => {
  const channel = args.requiredText('channel');
  const ts = args.requiredText('ts');
  readable(workspace.conversation(channel));
  const thread = workspace
    .in(channel)
    .filter((message) => !message.ephemeralFor && (message.ts === ts || message.threadTs === ts));
  if (!thread.length) throw new SlackRefusal('thread_not_found');
  return page(thread, args);
};

/** Applies `oldest`, `latest`, `inclusive`, `limit` and `cursor`. A cursor names the last message of the page before. */
function page(messages: readonly StoredMessage[], args: CallArguments): Record<string, unknown> {
  const limit = args.wholeNumber('limit', { min: 1, max: 999, otherwise: 100 });
  const inRange = messages.filter(rangeOf(args));
  const start = startOf(inRange, args.text('cursor'));
  const shown = inRange.slice(start, start + limit);
  const last = shown.at(-1);
  const more = start + limit < inRange.length && last !== undefined;
  const metadata = args.flag('include_all_metadata');
  return {
    messages: shown.map((message) => wireMessage(message, { metadata })),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: cursorOf(last) } } : {}),
  };
}

function rangeOf(args: CallArguments): (message: StoredMessage) => boolean {
  const oldest = boundary(args.text('oldest'), 'invalid_ts_oldest');
  const latest = boundary(args.text('latest'), 'invalid_ts_latest');
  const inclusive = args.flag('inclusive');
  return ({ ts }) => {
    const at = microsOf(ts);
    if (inclusive && (at === oldest || at === latest)) return true;
    return (oldest === undefined || at > oldest) && (latest === undefined || at < latest);
  };
}

function boundary(ts: string | undefined, error: string): bigint | undefined {
  if (ts === undefined || ts === 'now') return undefined;
  if (!/^\d+(\.\d+)?$/.test(ts)) throw new SlackRefusal(error);
  return microsOf(ts);
}

function startOf(messages: readonly StoredMessage[], cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const index = messages.findIndex((message) => cursorOf(message) === cursor);
  if (index < 0) throw new SlackRefusal('invalid_cursor');
  return index + 1;
}

function cursorOf(message: StoredMessage): string {
  return Buffer.from(`after_ts:${message.ts}`).toString('base64');
}

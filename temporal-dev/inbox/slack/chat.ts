import type { StoredConversation, StoredMessage } from '../state/journal';
import { readContent, requireContent } from './message-content';
import type { SlackContext, SlackMethod } from './method';
import { writable } from './open-channel';
import { SlackRefusal } from './refusal';
import { wireMessage } from './wire-message';

/** `chat.postMessage`: to a channel id, a channel name with or without `#`, a DM id, or a user id (then to their DM). */
export const postMessage: SlackMethod = (args, { workspace }) => {
  const target = targetOf(args.requiredText('channel'), workspace);
  const content = readContent(args);
  requireContent(content);
  const message = workspace.post(target.id, {
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    metadata: content.metadata,
    threadTs: threadOf(args.text('thread_ts'), target, workspace),
    broadcast: args.flag('reply_broadcast') || undefined,
  });
  return { channel: target.id, ts: message.ts, message: wireMessage(message, { metadata: true }) };
};

/**
 * `chat.update`: replaces what the call names and keeps the rest, as Slack documents for `blocks` and `metadata`
 * (an empty list or object takes away what was there).
 */
export const update: SlackMethod = (args, { workspace }) => {
  const channel = args.requiredText('channel');
  const ts = args.requiredText('ts');
  writable(workspace.conversation(channel));
  const message = workspace.find(channel, ts);
  // Slack keeps no ephemeral message on its side, so there is none to update.
  if (!message || message.ephemeralFor) throw new SlackRefusal('message_not_found');
  if (message.author) throw new SlackRefusal('cant_update_message');
  const content = readContent(args);
  if (content.text === undefined && !content.blocks) throw new SlackRefusal('no_text');
  const next = {
    text: content.text ?? message.text,
    blocks: content.blocks ?? message.blocks,
    metadata: content.dropsMetadata ? undefined : (content.metadata ?? message.metadata),
  };
  if (!next.text && !next.blocks.length) throw new SlackRefusal('no_text');
  const edited = workspace.edit(message, next);
  return { channel, ts, text: edited.text, message: wireMessage(edited, { metadata: true }) };
};

/** `chat.postEphemeral`: seen by one person only, not part of the history. */
export const postEphemeral: SlackMethod = (args, { workspace }) => {
  const target = targetOf(args.requiredText('channel'), workspace);
  const user = args.requiredText('user');
  if (!workspace.people.find(user)) throw new SlackRefusal('user_not_in_channel');
  if (target.partner && target.partner.id !== user) throw new SlackRefusal('user_not_in_channel');
  const content = readContent(args);
  requireContent(content);
  const message = workspace.post(target.id, {
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    ephemeralFor: user,
    threadTs: threadOf(args.text('thread_ts'), target, workspace),
  });
  return { message_ts: message.ts };
};

function targetOf(reference: string, workspace: SlackContext['workspace']): StoredConversation {
  const person = workspace.people.find(reference);
  const found = person
    ? workspace.openDirect(person)
    : (workspace.conversation(reference) ?? workspace.channelNamed(reference));
  return writable(found);
}

/** A reply to a reply belongs to the thread's first message, as in Slack. */
function threadOf(
  ts: string | undefined,
  target: StoredConversation,
  workspace: SlackContext['workspace'],
): string | undefined {
  if (!ts) return undefined;
  const parent: StoredMessage | undefined = workspace.find(target.id, ts);
  if (!parent) throw new SlackRefusal('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

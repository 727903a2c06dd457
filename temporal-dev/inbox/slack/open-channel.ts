import type { StoredConversation } from '../state/journal';
import { SlackRefusal } from './refusal';

/**
 * The conversation, when the app can read it.
 * @throws SlackRefusal `channel_not_found`, `not_in_channel`
 */
export function readable(conversation: StoredConversation | undefined): StoredConversation {
  if (!conversation) throw new SlackRefusal('channel_not_found');
  if (conversation.left) throw new SlackRefusal('not_in_channel');
  return conversation;
}

/**
 * The conversation, when the app can write there.
 * @throws SlackRefusal `channel_not_found`, `is_archived`, `not_in_channel`
 */
export function writable(conversation: StoredConversation | undefined): StoredConversation {
  if (conversation?.archived) throw new SlackRefusal('is_archived');
  return readable(conversation);
}

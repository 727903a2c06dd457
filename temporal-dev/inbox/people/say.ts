import type { InboxMessage } from '../model';
import type { Workspace } from '../state/workspace';

/** A person writes, in a channel or in their direct messages with the bot. */
export function say(workspace: Workspace, input: { as: string; text: string; channel?: string }): InboxMessage {
  const person = workspace.people.requireByEmail(input.as);
  const conversation = input.channel
    ? (workspace.conversation(input.channel) ?? workspace.addChannel(input.channel.replace(/^#/, '')))
    : workspace.openDirect(person);
  const author = { id: person.id, name: person.name };
  const { ts } = workspace.post(conversation.id, { text: input.text, blocks: [], author });
  return workspace.list({ channel: conversation.id }).find((message) => message.ts === ts) as InboxMessage;
}

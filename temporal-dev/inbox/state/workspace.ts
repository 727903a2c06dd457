import { createHash } from 'node:crypto';
import type { InboxMessage, InboxPerson, MessageMetadata, SlackBlock } from '../model';
import type { Entry, StoredConversation, StoredMessage } from './journal';
import { MessageClock, dateOf, microsOf } from './message-clock';
import type { People } from './people';

/** What a new message consists of. */
export interface NewMessage {
  text: string;
  blocks: SlackBlock[];
  metadata?: MessageMetadata;
  threadTs?: string;
  /** A reply that is shown in the channel too. */
  broadcast?: boolean;
  /** Slack user id of the only person who sees it. */
  ephemeralFor?: string;
  /** Absent: the bot. */
  author?: { id: string; name: string };
}

/** The conversations of the Slack workspace and their messages. Every change is one journal entry. */
export class Workspace {
  private readonly conversations = new Map<string, StoredConversation>();
  private readonly messages = new Map<string, StoredMessage[]>();
  private readonly clock: MessageClock;

  constructor(
    readonly people: People,
    now: () => Date,
    private readonly record: (entry: Entry) => void,
  ) {
    this.clock = new MessageClock(now);
  }

  /** Takes over an entry, a new one or one read from a file. */
  apply(entry: Entry): void {
    if (entry.type === 'conversation') {
      this.conversations.set(entry.conversation.id, entry.conversation);
    } else if (entry.type === 'message') {
      this.clock.advanceTo(entry.message.ts);
      this.messages.set(entry.message.channel, [...this.in(entry.message.channel), entry.message]);
    } else if (entry.type === 'edit') {
      const { channel, ts, text, blocks, metadata, editedTs } = entry;
      this.clock.advanceTo(editedTs);
      this.replace(channel, ts, (old) => [{ ...old, text, blocks, metadata, editedTs, edits: old.edits + 1 }]);
    } else if (entry.type === 'delete') {
      this.replace(entry.channel, entry.ts, () => []);
    } else if (entry.type === 'channel-delete') {
      this.conversations.delete(entry.channel);
      this.messages.delete(entry.channel);
    }
  }

  /** The public channel of this name (without `#`), created when there is none. */
  addChannel(name: string): StoredConversation {
    const known = this.channelNamed(name);
    if (known) return known;
    return this.open({ id: idOf('C', name), name });
  }

  /** Archives a channel (id or name) or opens it again; takes the app out of it or invites it. */
  changeChannel(reference: string, { archived, member }: { archived?: boolean; member?: boolean }): void {
    const known = this.conversation(reference) ?? this.channelNamed(reference);
    if (!known || known.partner) return;
    const left = member === undefined ? known.left : !member;
    this.open({ ...known, archived: archived ?? known.archived, left });
  }

  /** Forgets a channel (id or name) and all that was said there. */
  removeChannel(reference: string): void {
    const known = this.conversation(reference) ?? this.channelNamed(reference);
    if (known && !known.partner) this.commit({ type: 'channel-delete', channel: known.id });
  }

  /** The direct message between the bot and a person: the same one each time. */
  openDirect(person: InboxPerson): StoredConversation {
    const known = this.conversations.get(idOf('D', person.id));
    if (known) return known;
    return this.open({
      id: idOf('D', person.id),
      name: person.name,
      partner: { id: person.id, email: person.email },
    });
  }

  conversation(id: string): StoredConversation | undefined {
    return this.conversations.get(id);
  }

  channelNamed(name: string): StoredConversation | undefined {
    const bare = name.replace(/^#/, '');
    return this.allConversations().find((each) => !each.partner && each.name === bare);
  }

  allConversations(): StoredConversation[] {
    return [...this.conversations.values()];
  }

  /** Messages of a conversation as stored, oldest first. */
  in(channel: string): readonly StoredMessage[] {
    return this.messages.get(channel) ?? [];
  }

  find(channel: string, ts: string): StoredMessage | undefined {
    return this.in(channel).find((message) => message.ts === ts);
  }

  post(channel: string, message: NewMessage): StoredMessage {
    const stored: StoredMessage = { ...message, channel, ts: this.clock.next(), edits: 0 };
    this.commit({ type: 'message', message: stored });
    return stored;
  }

  /** Replaces the content of a message that exists and marks it as edited. */
  edit(message: StoredMessage, content: Pick<StoredMessage, 'text' | 'blocks' | 'metadata'>): StoredMessage {
    const { channel, ts } = message;
    this.commit({ type: 'edit', channel, ts, editedTs: this.clock.next(), ...content });
    return this.find(channel, ts) ?? message;
  }

  /** Removes a message, if it is still there. */
  forget({ channel, ts }: Pick<InboxMessage, 'channel' | 'ts'>): void {
    const stored = this.find(channel, ts);
    if (stored) this.remove(stored);
  }

  remove(message: StoredMessage): void {
    this.commit({ type: 'delete', channel: message.channel, ts: message.ts });
  }

  /** What other modules and tests see: copies, oldest first. */
  list(filter: { channel?: string; to?: string; since?: Date } = {}): InboxMessage[] {
    const to = filter.to?.toLowerCase();
    const since = filter.since?.getTime() ?? -Infinity;
    return this.allConversations()
      .filter((each) => filter.channel === undefined || each.id === filter.channel || isNamed(each, filter.channel))
      .filter((each) => to === undefined || each.partner?.email.toLowerCase() === to)
      .flatMap((each) => this.since(each.id, since).map((message) => this.present(each, message)))
      .sort((a, b) => (microsOf(a.ts) < microsOf(b.ts) ? -1 : 1));
  }

  /** Those of a conversation that are not older; only the end of a long one is looked at. */
  private since(channel: string, moment: number): readonly StoredMessage[] {
    const all = this.in(channel);
    const before = all.findLastIndex(({ ts }) => dateOf(ts).getTime() < moment);
    return all.slice(before + 1);
  }

  private present(conversation: StoredConversation, stored: StoredMessage): InboxMessage {
    const message = structuredClone(stored);
    return {
      channel: conversation.id,
      channelName: conversation.name,
      to: conversation.partner?.email,
      ts: message.ts,
      at: dateOf(message.ts),
      text: message.text,
      blocks: message.blocks,
      metadata: message.metadata,
      edited: message.edits > 0,
      edits: message.edits,
      threadTs: message.threadTs,
      broadcast: message.broadcast,
      ephemeralFor: message.ephemeralFor && (this.people.find(message.ephemeralFor)?.email ?? message.ephemeralFor),
      from: message.author?.name ?? 'bot',
    };
  }

  private open(conversation: StoredConversation): StoredConversation {
    this.commit({ type: 'conversation', conversation });
    return conversation;
  }

  private commit(entry: Entry): void {
    this.apply(entry);
    this.record(entry);
  }

  private replace(channel: string, ts: string, change: (old: StoredMessage) => StoredMessage[]): void {
    this.messages.set(
      channel,
      this.in(channel).flatMap((message) => (message.ts === ts ? change(message) : [message])),
    );
  }
}

function isNamed(conversation: StoredConversation, name: string): boolean {
  return !conversation.partner && conversation.name === name.replace(/^#/, '');
}

/** Ids are derived from names, so that a conversation keeps its id from one run to the next. */
function idOf(prefix: 'C' | 'D', name: string): string {
  return prefix + createHash('sha256').update(name).digest('hex').slice(0, 10).toUpperCase();
}

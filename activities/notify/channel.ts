/** @module The port of a channel to our people: Slack, mail. Each effect happens once per key. */
import type { Role } from '../../src/domain/roles';
import type { CardState, Evidence, TaskCard } from '../../src/domain/tasks';
import type { Instant } from '../../src/domain/waits';
import type { Assignment, Receipt } from '../../src/store/store';

/** Somebody of ours, or a channel by its name. */
export interface Recipient {
  readonly email: string;
  readonly name: string;
  readonly timeZone: string;
}

/** A task as one person sees it. */
export interface CardView {
  readonly card: TaskCard;
  readonly state: CardState;
  /** The role in which this person is asked. */
  readonly askedAs: Role;
  /** What the note is where others read it, too; the note of the state is for this person alone. */
  readonly noteInRoom?: string;
  /** They no longer have it: they see what becomes of it, but are not asked any more. */
  readonly passedOn?: boolean;
  /** To whom it went then. */
  readonly wentTo?: Assignment['wentTo'];
  /** They are only asked about it, by a colleague. */
  readonly consulted?: { readonly by: string; readonly text: string };
  /** It stands in a channel, where others read it, too; `user` is this person's id there, absent when it is for everybody. */
  readonly inRoom?: { readonly user?: string };
}

/** The thread of a run in a channel of Slack. */
export interface Room {
  readonly channel: string;
  /** The thread's first message. */
  readonly thread: string;
}

/** Whether it is a person; a channel stands for whoever reads it, by its name. */
export const isPerson = ({ email }: Pick<Recipient, 'email'>): boolean => email.includes('@');

/** A message without a question. */
export interface Words {
  /** What it is about; under a card it is the card's subject. */
  readonly title: string;
  /** What a mail of it is called, when not by its title. */
  readonly subject?: string;
  readonly text: string;
  readonly evidence?: readonly Evidence[];
  /** The open task that is asked for again: a channel without buttons above says how to answer it. */
  readonly asks?: CardView;
  /** Lists under headings, of a message that gathers a lot. A channel shows as many lines of each as fit. */
  readonly sections?: readonly WordsSection[];
}

/** A list under a heading. */
export interface WordsSection {
  readonly title: string;
  readonly lines: readonly WordsLine[];
  /** The command that shows all of it in Slack, such as `/plays tasks`. */
  readonly rest?: string;
}

export interface WordsLine {
  /** The account, for example. */
  readonly about: string;
  readonly text: string;
  /** The task it is about, which can be opened from there. */
  readonly task?: Pick<TaskCard, 'taskId' | 'runId'> & { readonly due: Instant };
}

/** A card that is out. */
export interface Posted {
  readonly key: string;
  readonly to: Recipient;
  readonly receipt: Receipt;
}

/**
 * What both channels do alike. Calls that reach the other side reject with the channel's typed failures
 * (SLACK_UNAVAILABLE, SLACK_REFUSED, MAIL_UNAVAILABLE, MAIL_REFUSED) and with EFFECT_UNDER_WAY.
 */
export interface Channel {
  readonly name: 'slack' | 'mail';
  /** Whether this person can be reached here. */
  reaches(to: Recipient): Promise<boolean>;
  /** Whether the receipt is of this channel. */
  owns(receipt: Receipt): boolean;
  /** Shows the card to somebody, once per key; in a room when one is given. Undefined: it was withdrawn before. */
  postCard(key: string, to: Recipient, view: CardView, room?: Room): Promise<Receipt | undefined>;
  /** Brings a card up to date; `revision` names the update. People are never left with a card that does not tell the truth. */
  updateCard(posted: Posted, view: CardView, revision: string): Promise<void>;
  /** Says something, once per key; under a card when one is given. Undefined: it was withdrawn before. */
  postWords(key: string, to: Recipient, words: Words, under?: Posted): Promise<Receipt | undefined>;
  /** Makes sure that a card which is not out never comes out; answers the receipt of one that is, there or in the room. */
  withdraw(key: string, to: Recipient, room?: Room): Promise<Receipt | undefined>;
}

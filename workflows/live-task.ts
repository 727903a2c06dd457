import type { Role } from '../src/domain/roles';
import type { CardState, Decision, TaskCard, TaskNote } from '../src/domain/tasks';
import type { Taker } from '../src/domain/task-actions';
import type { OpenTask } from '../src/domain/play-messages';
import type { Instant } from '../src/domain/waits';

/** What a person answered, with the moment it counted. */
export interface GivenAnswer extends Decision {
  readonly at: Instant;
}

/** The task goes to somebody else. */
export interface PassedOn {
  readonly to: Taker | { readonly channel: string };
  /** In words, for the cards and the record: `Dana Reyes handed it over: on holiday`. */
  readonly because: string;
  /** Who no longer has it: their card shows it without buttons. */
  readonly from?: string;
  /** They did not give it away themselves: the account changed hands. */
  readonly moved?: boolean;
}

/** So many notes stay on a card. */
const NOTES_SHOWN = 5;

/** A task of this run while it is open, and after. */
export class LiveTask {
  readonly asked: string[] = [];
  /** Whoever holds one of these roles on the account may answer. */
  readonly roles: Role[];
  /** Addresses of those it was handed to by name; they may answer too. */
  readonly takers: string[] = [];
  /** Addresses of colleagues who were asked about it; they may add notes. */
  readonly consulted: string[] = [];
  /** Whom it is escalated to, in turn, when time passes or somebody declines. */
  readonly ladder: Role[] = [];
  /** The last rung of its ladder, once it was reached: the channel in which everybody of the account's team may answer. */
  channel?: string;
  /** Who gets it next, by an act of a person or because the account changed hands. */
  readonly passedOn: PassedOn[] = [];
  /** Who wants to be reminded, and when; taken by whoever waits. */
  snoozed?: { readonly until: Instant; readonly email: string };
  state: CardState;
  answer?: GivenAnswer;
  /** Whether its cards show what became of it. */
  shown = false;
  /** The last update of its cards. */
  updated: Promise<void> = Promise.resolve();
  /** Hears the answer in the moment it counts, before anything else can happen. */
  onAnswer?: (answer: GivenAnswer) => void;

  constructor(
    readonly card: TaskCard,
    /** A repair task stays answerable while the play cleans up; any role of the account may answer it. */
    readonly purpose: 'play' | 'repair' = 'play',
  ) {
    this.roles = [card.role];
    this.state = { kind: 'open', due: '' };
  }

  give(answer: GivenAnswer): void {
    const chosen = this.card.choices.find((choice) => choice.id === answer.choice);
    this.answer = answer;
    this.state = {
      kind: 'answered',
      by: answer.by.name,
      choice: answer.choice,
      label: chosen?.label ?? answer.choice,
      reason: answer.reason,
      ...(chosen?.reasonLabel && { reasonLabel: chosen.reasonLabel }),
      at: answer.at,
    };
    this.onAnswer?.(answer);
  }

  /** Somebody has it now, until the due time. */
  open(due: Instant, note?: string): void {
    if (this.state.kind !== 'open') return;
    const { notes } = this.state;
    this.state = { kind: 'open', due, note, ...(notes && { notes }) };
  }

  /** The play is paused, or goes on again when `why` is absent. Answers whether its cards have to say so. */
  hold(why?: string): boolean {
    // While nobody has it yet there is no card to say so.
    if (this.state.kind !== 'open' || !this.state.due || this.purpose === 'repair') return false;
    const { onHold: _onHold, ...state } = this.state;
    this.state = { ...state, ...(why !== undefined && { onHold: why }) };
    return true;
  }

  add(note: TaskNote): void {
    if (this.state.kind !== 'open') return;
    this.state = { ...this.state, notes: [...(this.state.notes ?? []), note].slice(-NOTES_SHOWN) };
  }

  /** Closes the task without an answer; later answers are refused with this reason. `withPlay`: because its play has ended. */
  close(why: string, at: Instant, withPlay = false): void {
    if (this.state.kind === 'open') this.state = { kind: 'closed', why, at, ...(withPlay && { withPlay }) };
  }

  view(): OpenTask {
    return { taskId: this.card.taskId, card: this.card, state: this.state, asked: this.asked };
  }
}

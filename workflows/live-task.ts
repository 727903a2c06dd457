import type { Role } from '../src/domain/roles';
import type { CardState, Decision, TaskCard } from '../src/domain/tasks';
import type { OpenTask } from '../src/domain/play-messages';
import type { Instant } from '../src/domain/waits';

/** What a person answered, with the moment it counted. */
export interface GivenAnswer extends Decision {
  readonly at: Instant;
}

/** A task of this run while it is open, and after. */
export class LiveTask {
  readonly asked: string[] = [];
  /** Whoever holds one of these roles on the account may answer. */
  readonly roles: Role[];
  state: CardState;
  answer?: GivenAnswer;
  /** Whether its cards show what became of it. */
  shown = false;
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
    const label = this.card.choices.find((choice) => choice.id === answer.choice)?.label ?? answer.choice;
    this.answer = answer;
    this.state = {
      kind: 'answered',
      by: answer.by.name,
      choice: answer.choice,
      label,
      reason: answer.reason,
      at: answer.at,
    };
    this.onAnswer?.(answer);
  }

  /** Closes the task without an answer; later answers are refused with this reason. */
  close(why: string, at: Instant): void {
    if (this.state.kind === 'open') this.state = { kind: 'closed', why, at };
  }

  view(): OpenTask {
    return { taskId: this.card.taskId, card: this.card, state: this.state, asked: this.asked };
  }
}

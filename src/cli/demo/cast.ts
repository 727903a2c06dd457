import type { Inbox, InboxMessage } from '../../../temporal-dev/inbox';
import type { Person } from '../../domain/account';
import { isWorkingMoment } from '../../domain/business-time';
import { answerCard, hasButtons } from './cards';

/** How a person of the demo answers a card: which, after how many hours, with what. */
export interface Part {
  readonly who: string;
  /** Found in the card's text. */
  readonly when: RegExp;
  readonly afterHours: number;
  readonly choice: string;
  readonly reason?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** A part somebody is going to play. */
interface Cue {
  readonly at: number;
  readonly part: Part;
  readonly message: InboxMessage;
}

const HOUR = 3_600_000;

/** The people of a story, who answer what they are asked. */
export class Cast {
  private readonly cues: Cue[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly parts: readonly Part[],
    private readonly inbox: Inbox,
    private readonly people: readonly Person[],
  ) {}

  /** Lets everybody answer whose time has come, in their working hours. */
  async act(now: number): Promise<void> {
    this.findCues(now);
    for (const cue of this.cues.filter(({ at, part }) => at <= now && this.working(part.who, now))) {
      this.cues.splice(this.cues.indexOf(cue), 1);
      const { who, ...answer } = cue.part;
      await answerCard(this.inbox, { as: who, card: cue.message, ...answer });
    }
  }

  private findCues(now: number): void {
    for (const part of this.parts) {
      for (const message of this.inbox.messages({ to: part.who })) {
        if (!hasButtons(message) || this.seen.has(message.ts)) continue;
        if (!part.when.test(JSON.stringify(message.blocks))) continue;
        this.seen.add(message.ts);
        this.cues.push({ at: now + part.afterHours * HOUR, part, message });
      }
    }
  }

  private working(email: string, now: number): boolean {
    const person = this.people.find((candidate) => candidate.email === email)!;
    return isWorkingMoment(new Date(now).toISOString(), person);
  }
}

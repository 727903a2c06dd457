import type { Instant } from '../domain/waits';
import { counted, listed } from '../domain/wording';
import { happenedLines } from './happened-lines';
import { localDay, localTime } from './local-time';
import type { Material } from './material';
import { meanwhileLines } from './meanwhile-lines';
import { absenceIn } from './mornings';
import { dueLines } from './task-lines';

/** One line of a digest. */
export interface DigestLine {
  /** The account. */
  readonly about: string;
  readonly text: string;
  /** The task it is about, where it can be opened. */
  readonly task?: { readonly taskId: string; readonly runId: string; readonly due: Instant };
}

export interface DigestSection {
  readonly kind: 'overdue' | 'due-today' | 'while-away' | 'happened';
  readonly title: string;
  /** All there are; a channel shows as many as fit. */
  readonly lines: readonly DigestLine[];
}

/** What one person reads in the morning. Times are those of their own clock. */
export interface Digest {
  readonly since: Instant;
  readonly until: Instant;
  /** `Your Monday 2 March`. */
  readonly title: string;
  /** All sections in a sentence. */
  readonly summary: string;
  /** Without empty ones; at least one. */
  readonly sections: readonly DigestSection[];
}

/**
 * Puts together what somebody should know this morning; undefined when that is nothing.
 *
 * @example
 * composeDigest(material)?.summary; // '3 tasks are overdue, 1 is due today and 2 things happened on your accounts.'
 */
export function composeDigest(material: Material): Digest | undefined {
  const { since, until, person } = material;
  const { overdue, today } = dueLines(material);
  const away = absenceIn(person, since, until);
  const meanwhile = away ? meanwhileLines(material, away) : { lines: [], tasks: [] };
  const happened = happenedLines(material, meanwhile.tasks);
  const sections: DigestSection[] = (
    [
      ['overdue', 'Overdue', overdue],
      ['due-today', 'Due today', today],
      ['while-away', 'While you were away', meanwhile.lines],
      ['happened', `On your accounts since ${localTime(since, person.timeZone)}`, happened],
    ] as const
  )
    .filter(([, , lines]) => lines.length > 0)
    .map(([kind, title, lines]) => ({ kind, title: `${title} (${lines.length})`, lines }));
  if (sections.length === 0) return undefined;
  const title = `Your ${localDay(until, person.timeZone)}`;
  return { since, until, title, summary: summaryOf(sections), sections };
}

/** `3 tasks are overdue, 1 is due today and 2 things happened on your accounts.` */
function summaryOf(sections: readonly DigestSection[]): string {
  const of = (kind: DigestSection['kind']) => sections.find((section) => section.kind === kind)?.lines.length ?? 0;
  const [overdue, today, away, happened] = [of('overdue'), of('due-today'), of('while-away'), of('happened')];
  const be = (count: number) => (count === 1 ? 'is' : 'are');
  const parts = [
    ...(overdue ? [`${counted(overdue, 'task')} ${be(overdue)} overdue`] : []),
    ...(today ? [`${overdue ? today : counted(today, 'task')} ${be(today)} due today`] : []),
    ...(away ? [`${counted(away, 'task')} of yours went to others while you were away`] : []),
    ...(happened ? [`${counted(happened, 'thing')} happened on your accounts`] : []),
  ];
  return `${listed(parts)}.`;
}

import { DateTime } from 'luxon';
import type { TimelineEntry } from '../../domain/play-messages';
import type { Instant } from '../../domain/waits';

const WIDTH = 110;
const INDENT = 36;

/** Prints what happens, day by day, in the account's time zone. */
export class Narrator {
  private day = 0;

  constructor(
    private readonly write: (text: string) => void,
    private readonly first: Instant,
    private readonly zone: string,
  ) {}

  /** Facts of the play. */
  entry({ at, phase, what }: TimelineEntry): void {
    this.line(at, phase, what);
  }

  /** Something outside the play: what the customer does, what arrives somewhere. */
  aside(at: Instant, what: string): void {
    this.line(at, '', what);
  }

  private line(at: Instant, phase: string, what: string): void {
    const moment = DateTime.fromISO(at, { zone: this.zone });
    const day = Math.floor(moment.startOf('day').diff(this.begin, 'days').days) + 1;
    if (day !== this.day) {
      this.day = day;
      this.write(`\nDay ${day}, ${moment.toFormat('cccc d LLLL')}\n`);
    }
    const head = `  ${moment.toFormat('HH:mm')}  ${phase.padEnd(14)}  `;
    this.write(`${head}${wrapped(what, head.length)}\n`);
  }

  private get begin(): DateTime {
    return DateTime.fromISO(this.first, { zone: this.zone }).startOf('day');
  }
}

/** Words wrapped to the width of a terminal, under one another. */
function wrapped(text: string, indent: number = INDENT): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/\s+/g, ' ').split(' ')) {
    if (line && line.length + 1 + word.length > WIDTH - indent) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

import Table from 'cli-table3';
import type { CliIo } from './cli-io';

const NO_LINES = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};

/** Characters of a cell: one long text pads every row of its column. */
const CELL = 80;
/** An id is one word, and is copied from the table: it stays whole up to here. */
const WORD = 300;

/**
 * Aligned columns without lines; a cell that is undefined is a dash. Empty when there are no rows. What is longer than
 * `longest` (twice that in the last column, which pads nothing) ends at a word with an ellipsis; `--json` has it whole.
 * Infinity: on a page about one thing.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
  longest = CELL,
): string {
  if (rows.length === 0) return '';
  const drawn = new Table({
    // A time zone in brackets stays as it is written.
    head: head.map((title) => title.replace(/^[^(]+/, (words) => words.toUpperCase())),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const row of rows)
    drawn.push(row.map((cell, column) => shown(cell, column === head.length - 1 ? 2 * longest : longest)));
  return `${drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

/** What a command answers: for people, or as JSON with `--json`. */
export function print(io: CliIo, json: boolean | undefined, value: unknown, forPeople: () => string): void {
  io.out(json ? `${JSON.stringify(value, null, 2)}\n` : harmless(forPeople()));
}

/** What others have written must not steer the terminal: control characters go, line ends and tabs stay. */
export const harmless = (text: string): string => text.replace(/\p{Cc}/gu, (each) => (/[\n\t]/.test(each) ? each : ''));

const shown = (cell: string | undefined, longest: number): string =>
  cell === undefined || cell === '' ? '–' : shortAtWord(oneLine(cell), longest);

/** At most so many characters, ending at a word with an ellipsis; a first word that is longer stays whole within reason. */
export function shortAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const start = text.slice(0, longest);
  const kept = /\s/.test(start) ? start.replace(/\s+\S*$/, '') : text.slice(0, WORD).replace(/\s[^]*$/, '');
  return kept === text ? text : `${kept.replace(/[\uD800-\uDBFF.,;:]$/, '')}…`;
}

const oneLine = (text: string) => harmless(text.replace(/\s+/g, ' ')).trim();

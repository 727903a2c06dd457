import Table from 'cli-table3';
import type { CliIo } from './cli-io';

const NO_LINES = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};

/** Aligned columns without lines; a cell that is undefined is a dash. Empty when there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  if (rows.length === 0) return '';
  const drawn = new Table({
    // A time zone in brackets stays as it is written.
    head: head.map((title) => title.replace(/^[^(]+/, (words) => words.toUpperCase())),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const row of rows) drawn.push(row.map((cell) => (cell === undefined || cell === '' ? '–' : oneLine(cell))));
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

const oneLine = (text: string) => harmless(text.replace(/\s+/g, ' ')).trim();

import type { PhysicalLine } from './physical-lines';

/** Some lines of a file that belong together: one record. */
export interface FileRecord {
  readonly lines: readonly PhysicalLine[];
  /** A quote is opened in its only line and closed nowhere near. */
  readonly unclosed: boolean;
}

const QUOTE = 0x22;

function hasOddQuotes(bytes: Buffer): boolean {
  let odd = false;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}

/** Looks for the end of the first record among lines that wait; goes on where it stopped when there are more of them. */
class FirstRecord {
  private seen = 0;
  private bytes = 0;
  private open = false;

  constructor(private readonly mostBytes: number) {}

  /** Of how many lines it is. */
  length(lines: readonly PhysicalLine[]): number | 'incomplete' | 'unclosed' {
    for (; this.seen < lines.length; this.seen += 1) {
      const line = lines[this.seen]!;
      this.bytes += line.bytes.length + 1;
      if (this.seen > 0 && (line.tooLong || this.bytes > this.mostBytes)) return 'unclosed';
      if (line.tooLong) return 1;
      if (hasOddQuotes(line.bytes)) this.open = !this.open;
      if (!this.open) return this.seen + 1;
    }
    return 'incomplete';
  }
}

/**
 * Puts lines together that belong to one record of CSV: a line with an odd number of quotes opens or closes a value that
 * has line feeds inside (RFC 4180). Where the quote is not closed within `mostBytes`, its line is a record of its own and the
 * next line begins another, so that one missing quote costs one line and not the rest of the file.
 *
 * @param broken asked of each record of several lines; when it says so, only the first line is taken, as above
 */
export async function* csvRecords(
  lines: AsyncIterable<PhysicalLine>,
  mostBytes: number,
  broken: (lines: readonly PhysicalLine[]) => boolean,
): AsyncGenerator<FileRecord> {
  const waiting: PhysicalLine[] = [];
  let first = new FirstRecord(mostBytes);

  function* complete(ended: boolean): Generator<FileRecord> {
    while (waiting.length > 0) {
      const length = first.length(waiting);
      if (length === 'incomplete' && !ended) return;
      const whole = typeof length === 'number' && (length === 1 || !broken(waiting.slice(0, length)));
      yield { lines: waiting.splice(0, whole ? length : 1), unclosed: typeof length === 'string' };
      first = new FirstRecord(mostBytes);
    }
  }

  for await (const line of lines) {
    waiting.push(line);
    yield* complete(false);
  }
  yield* complete(true);
}

/** Every line is a record. */
export async function* lineRecords(lines: AsyncIterable<PhysicalLine>): AsyncGenerator<FileRecord> {
  for await (const line of lines) yield { lines: [line], unclosed: false };
}

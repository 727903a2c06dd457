import { basename, extname } from 'node:path';
import type { Read } from '../incoming';
import { readItem } from '../read-item';
import { invalid, Unreadable } from '../unreadable';
import { csvHeader, csvValues } from './csv';
import {
  lineEndOf,
  linesBefore,
  MOST_BYTES_PER_LINE,
  physicalLines,
  type LineEnd,
  type PhysicalLine,
} from './physical-lines';
import { readLine, type FileFormat, type KeptLine } from './read-line';
import { csvRecords, lineRecords, type FileRecord } from './records';

/** One record of a file as it was read. */
export interface FileLine {
  readonly read: Read;
  /** The record, for `readLine`; absent where its text is not known as it stands there: too long, no UTF-8, a header. */
  readonly kept?: KeptLine;
  /** Where it begins, counted from 1, the CSV header included. */
  readonly line: number;
  /** Where to go on after it: `from` of the next run. */
  readonly nextOffset: number;
}

export interface ReadFileOptions {
  /** Where to begin: a `nextOffset` of an earlier run over the same file. */
  readonly from?: number;
  /** Absent: by the name's ending. */
  readonly format?: FileFormat;
}

/** The file cannot be imported as it is. */
export class FileNotReadable extends Error {
  readonly code = 'FORMAT_UNKNOWN';

  constructor(path: string) {
    super(`"${path}" is neither JSONL nor CSV by its name. Name it *.jsonl, *.ndjson or *.csv, or say its format.`);
    this.name = 'FileNotReadable';
  }
}

const FORMATS: Readonly<Record<string, FileFormat>> = { '.jsonl': 'jsonl', '.ndjson': 'jsonl', '.csv': 'csv' };

/** The format of a file by its name; nothing for another. */
export const formatOf = (path: string): FileFormat | undefined => FORMATS[extname(path).toLowerCase()];

// A byte order mark before the first line is left out by the decoder.
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a record, line feeds inside it included. */
function textOf(lines: readonly PhysicalLine[]): string {
  const bytes = Buffer.concat(
    lines.flatMap(({ bytes }, index) => (index === 0 ? [bytes] : [Buffer.from('\n'), bytes])),
  );
  try {
    return utf8.decode(bytes).replace(/\r$/, '');
  } catch {
    throw new Unreadable('TEXT_INVALID', 'expected UTF-8');
  }
}

function isBroken(lines: readonly PhysicalLine[]): boolean {
  try {
    csvValues(textOf(lines));
    return false;
  } catch (error) {
    if (error instanceof Unreadable) return true;
    throw error;
  }
}

const isBlank = ({ lines }: FileRecord): boolean =>
  lines.length === 1 && /^\s*$/.test(lines[0]!.bytes.toString('latin1'));

function refusal(kept: KeptLine, why: Unreadable): Read {
  return readItem('import', { raw: kept }, () => {
    throw new Unreadable(why.code, `line ${kept.lineNumber}: ${why.message}`);
  });
}

function readRecord({ lines, unclosed }: FileRecord, place: Omit<KeptLine, 'line'>): Pick<FileLine, 'read' | 'kept'> {
  const [first] = lines;
  const refused = (why: Unreadable) => refusal({ ...place, line: first!.bytes.toString('utf8') }, why);
  if (first!.tooLong) return { read: refused(new Unreadable('TOO_LARGE', `longer than ${MOST_BYTES_PER_LINE} bytes`)) };
  let line: string;
  try {
    line = textOf(lines);
  } catch (error) {
    if (error instanceof Unreadable) return { read: refused(error) };
    throw error;
  }
  const kept = { ...place, line };
  if (unclosed) {
    const why = invalid('a quote is opened and not closed; write a quote inside a value twice');
    return { read: refusal(kept, why), kept };
  }
  return { read: readLine(kept), kept };
}

interface Header {
  readonly columns: readonly string[];
  readonly end: number;
}

async function headerOf(path: string, lineEnd: LineEnd): Promise<Header | FileLine | undefined> {
  for await (const line of physicalLines(path, 0, lineEnd)) {
    try {
      if (line.tooLong) throw new Unreadable('TOO_LARGE', `longer than ${MOST_BYTES_PER_LINE} bytes`);
      return { columns: csvHeader(textOf([line])), end: line.end };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const place = { format: 'csv', header: [], file: basename(path), lineNumber: 1 } as const;
      const kept = { ...place, line: line.bytes.toString('utf8') };
      return { read: refusal(kept, error), line: 1, nextOffset: 0 };
    }
  }
  return undefined;
}

/**
 * Reads a whole file, record by record, holding no more than a few lines in memory. Blank lines are skipped. What a record
 * holds never stops it: a record that cannot be read is yielded as refused, and the next one follows. Only a CSV header that
 * cannot be read ends it, after one refusal of line 1, since nothing below can be understood.
 *
 * An import that stopped goes on at the `nextOffset` of the last record that is kept: the records that follow are the same as in
 * one run, with the same line numbers. Should a record come twice all the same, its id makes it a repetition.
 *
 * @throws FileNotReadable when it is not known in which format the file is
 * @throws Error of the file system (`ENOENT`, `EACCES`)
 * @example
 * for await (const { read, nextOffset } of readFileLines('events.csv', { from: saved })) { … }
 */
export async function* readFileLines(path: string, options: ReadFileOptions = {}): AsyncGenerator<FileLine> {
  const format = options.format ?? formatOf(path);
  if (!format) throw new FileNotReadable(path);
  const lineEnd = await lineEndOf(path);
  const header = format === 'csv' ? await headerOf(path, lineEnd) : { columns: [], end: 0 };
  if (!header) return;
  if (!('columns' in header)) {
    yield header;
    return;
  }
  const from = Math.max(options.from ?? 0, header.end);
  const lines = physicalLines(path, from, lineEnd);
  const records = format === 'csv' ? csvRecords(lines, MOST_BYTES_PER_LINE, isBroken) : lineRecords(lines);
  const file = basename(path);
  let line = 1 + (await linesBefore(path, from, lineEnd));
  for await (const record of records) {
    if (!isBlank(record)) {
      const place = { format, header: header.columns, file, lineNumber: line };
      yield { ...readRecord(record, place), line, nextOffset: record.lines.at(-1)!.end };
    }
    line += record.lines.length;
  }
}

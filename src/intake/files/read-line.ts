import type { Instant } from '../../domain/waits';
import { refuseHostile } from '../hostile-json';
import type { Incoming, Read } from '../incoming';
import { readItem } from '../read-item';
import { invalid, Unreadable } from '../unreadable';
import { csvEvent } from './csv';
import { readPlainEvent } from './plain-event';

/** The formats that can be imported. */
export const FILE_FORMATS = ['jsonl', 'csv'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** A line of a file; what is kept of one that is refused, enough to read it again by `readLine`. */
export interface KeptLine {
  readonly format: FileFormat;
  /** The columns of a CSV file; empty for JSONL. */
  readonly header: readonly string[];
  readonly line: string;
  /** Counted from 1, the CSV header included; a refusal names it, and the field. */
  readonly lineNumber: number;
  /** The name of the file, for whoever looks for the line. */
  readonly file?: string;
}

function jsonEvent(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw invalid('expected a JSON object');
  }
}

/** Refused with the number of its line, since that is where somebody looks for it. */
function onLine(lineNumber: number, read: () => Incoming): Incoming {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Unreadable(error.code, `line ${lineNumber}: ${error.message}`);
  }
}

/**
 * Reads one line of a JSONL file, or one record of a CSV file (which may have several lines inside quotes). Never throws.
 *
 * - JSONL: `{"id": "e1", "type": "usage.measured", "at": "2026-03-02T09:00:00Z", "account": "acme", "data": {…}}`, with `contact`
 *   and `email` for events of people; `data` as the type has it.
 * - CSV: the columns `id`, `type`, `at`, `account`, `contact`, `email`, and one column for each field of the data: `data.limit`.
 *
 * Without an id, one is made from the content, the same for the same content in both formats: the same line twice is one event.
 * `account` is our id of the account, or another system's name of it in full: `salesforce:account:0015e00000KwyWtAAJ`.
 *
 * @param kept the line; kept with its refusal
 * @param receivedAt when it came: nothing happened more than a day later; absent where nobody knows yet
 * @example
 * const header = ['type', 'at', 'account', 'data.limit', 'data.used'];
 * readLine({ format: 'csv', header, line: 'usage.measured,2026-03-02T09:00:00Z,acme,seats,95', lineNumber: 2 });
 */
export function readLine(kept: KeptLine, receivedAt?: Instant): Read {
  const { format, header, line, lineNumber } = kept;
  return readItem('import', { raw: kept }, () =>
    onLine(lineNumber, () => {
      const event = format === 'csv' ? csvEvent(header, line) : jsonEvent(line);
      refuseHostile(event);
      return readPlainEvent(event, receivedAt);
    }),
  );
}

import { CsvError, parse } from 'csv-parse/sync';
import { invalid } from '../unreadable';
import { cellValue } from './cells';
import { observationType, PLAIN_FIELDS } from './plain-event';

/**
 * The values of one record of a CSV file (RFC 4180: commas, double quotes).
 *
 * @throws Unreadable when it is not exactly one record
 */
export function csvValues(record: string): readonly string[] {
  let records: string[][];
  try {
    records = parse(record, { record_delimiter: ['\r\n', '\n'], relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid(`not CSV: ${error.message.replace(/ at line \d+| on line \d+/, '')}`);
  }
  const [values, ...others] = records;
  if (!values || others.length > 0) throw invalid('expected one record of CSV');
  return values;
}

const COLUMN = /^(id|type|at|account|contact|email|data\.[A-Za-z]\w{0,63})$/;

/**
 * The columns that the first line of a CSV file names.
 *
 * @throws Unreadable naming the column that is unknown, missing or there twice
 */
export function csvHeader(line: string): readonly string[] {
  const header = csvValues(line).map((column) => column.trim());
  const unknown = header.find((column) => !COLUMN.test(column));
  if (unknown !== undefined) {
    const fields = PLAIN_FIELDS.filter((field) => field !== 'data').join(', ');
    throw invalid(`column "${unknown.slice(0, 100)}": expected ${fields} or data.<field>, between commas`);
  }
  const twice = header.find((column, index) => header.indexOf(column) !== index);
  if (twice !== undefined) throw invalid(`column "${twice}": is there twice`);
  const missing = ['type', 'at', 'account'].find((column) => !header.includes(column));
  if (missing !== undefined) throw invalid(`column "${missing}": is missing`);
  return header;
}

/**
 * A record as an event in plain form. Empty cells are absent fields.
 *
 * @throws Unreadable
 */
export function csvEvent(header: readonly string[], record: string): unknown {
  const values = csvValues(record);
  if (values.length !== header.length) {
    throw invalid(`expected ${header.length} values, as in the first line, and found ${values.length}`);
  }
  const cells = header
    .map((column, index) => [column, values[index]!] as const)
    .filter(([, cell]) => cell.trim() !== '');
  const type = observationType(cells.find(([column]) => column === 'type')?.[1]);
  const plain = cells.filter(([column]) => !column.startsWith('data.'));
  const data = cells
    .filter(([column]) => column.startsWith('data.'))
    .map(([column, cell]) => [column.slice(5), cellValue(type, column.slice(5), cell)] as const);
  return { ...Object.fromEntries(plain), data: Object.fromEntries(data) };
}

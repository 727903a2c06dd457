import { PlaymakerError, type LineVerdict, type PlaysClient } from '../../client';
import { readFileLines, type FileFormat } from '../../intake/files';
import { batches, toSend, type Batch } from './batches';
import type { ImportNote, ImportState } from './import-state';

type Counts = ImportState['counts'];

/** A line that was refused. */
export interface RefusedLine {
  readonly line: number;
  readonly code: string;
  /** The field, and what was expected. */
  readonly because: string;
}

/** A line about an account that nobody had heard of before. */
export type NewAccount = ImportState['newAccounts'][number];

/** What became of the lines of a file, those of earlier runs included. */
export interface Imported extends Counts {
  readonly file: string;
  readonly newAccounts: readonly NewAccount[];
  /** How many lines are dated ahead of the server's clock, and count as of their arrival. */
  readonly ahead: number;
  /** The last line of an earlier run, which this one went on after. */
  readonly resumedAfter?: number;
}

export interface ImportOptions {
  readonly client: Pick<PlaysClient, 'importLines'>;
  readonly file: string;
  readonly format?: FileFormat;
  readonly note: ImportNote;
  /** Begins anew, whatever an earlier run has done. */
  readonly fromStart: boolean;
  /** Hears of an earlier run, before anything is sent. */
  readonly resumed: (after: number) => void;
  readonly refused: (line: RefusedLine) => void;
  readonly made: (account: NewAccount) => void;
  /** Hears how many bytes of the file are done. */
  readonly reached: (bytes: number) => void;
}

const NONE: Counts = { stored: 0, repeated: 0, waiting: 0, refused: 0 };

/**
 * Sends a file to the server, some lines at a time, and notes after each of them how far it is. An import that was
 * interrupted goes on where it stopped; what comes twice all the same is stored once.
 *
 * @throws PlaymakerError when the server does not take lines any more; the next run goes on there
 */
export async function importFile(options: ImportOptions): Promise<Imported> {
  const { file, format, note, fromStart } = options;
  const before = fromStart ? undefined : await note.load();
  if (before) options.resumed(before.line);
  const anew: ImportState = { version: 1, file, nextOffset: 0, line: 0, counts: NONE, newAccounts: [], ahead: 0 };
  let state = before ?? anew;
  for await (const batch of batches(readFileLines(file, { format, from: before?.nextOffset }))) {
    const verdicts = await sent(options.client, batch, state.line);
    state = after(state, batch, verdicts, options);
    await note.save(state);
    options.reached(state.nextOffset);
  }
  await note.clear();
  const { counts, newAccounts, ahead } = state;
  return { file, ...counts, newAccounts, ahead, ...(before && { resumedAfter: before.line }) };
}

async function sent(
  client: ImportOptions['client'],
  batch: Batch,
  line: number,
): Promise<ReadonlyMap<number, LineVerdict>> {
  const lines = batch.map(toSend).filter((each) => each !== undefined);
  if (lines.length === 0) return new Map();
  try {
    const verdicts = await client.importLines(lines);
    return new Map(verdicts.map((verdict) => [verdict.lineNumber, verdict]));
  } catch (error) {
    if (!(error instanceof PlaymakerError)) throw error;
    const next = `${error.next ?? ''} Then run the command again: it goes on after line ${line}.`.trim();
    throw new PlaymakerError({ ...error, next }, { cause: error });
  }
}

function after(
  { counts, newAccounts, ahead: aheadBefore, ...state }: ImportState,
  batch: Batch,
  verdicts: ReadonlyMap<number, LineVerdict>,
  { refused, made }: Pick<ImportOptions, 'refused' | 'made'>,
): ImportState {
  const now = { ...counts };
  const fresh: NewAccount[] = [];
  let ahead = aheadBefore;
  for (const { line, read } of batch) {
    const verdict = verdicts.get(line) ?? unsent(read);
    now[verdict.verdict] += 1;
    if ('note' in verdict) ahead += 1;
    if (verdict.verdict === 'refused') refused({ line, code: verdict.code, because: verdict.because });
    if (!('newAccount' in verdict) || verdict.accountId === undefined) continue;
    const account = { line, accountId: verdict.accountId };
    fresh.push(account);
    made(account);
  }
  const last = batch.at(-1)!;
  return {
    ...state,
    counts: now,
    newAccounts: [...newAccounts, ...fresh],
    ahead,
    nextOffset: last.nextOffset,
    line: last.line,
  };
}

/** What cannot be sent was refused here. */
function unsent(read: Batch[number]['read']): { verdict: 'refused'; code: string; because: string } {
  if (read.kind === 'refused') return { verdict: 'refused', code: read.code, because: read.reason };
  throw new Error(`The server gave no verdict on ${read.incoming.id}.`);
}

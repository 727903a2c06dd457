import { basename } from 'node:path';
import { Option } from 'commander';
import { PlaymakerError } from '../../client';
import { FILE_FORMATS, FileNotReadable, formatOf, type FileFormat } from '../../intake/files';
import type { CliIo } from '../cli-io';
import { example, type RegisterCommand } from '../command';
import { importFile, type Imported, type NewAccount, type RefusedLine } from '../import/import-file';
import { importNote, type ImportNote } from '../import/import-state';
import { print, table } from '../print';
import { progressOf } from '../progress';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { WrongUse } from '../wrong-use';

interface ImportCommandOptions extends ServerOptions {
  readonly format?: FileFormat;
  readonly fromStart?: boolean;
}

/** How many refused lines `--json` lists. */
const MOST_LISTED = 10_000;
/** How many new accounts are told by name; a first import makes many. */
const MOST_NAMED = 20;

const FORMS = `
One event for each line. JSONL:
  {"id":"e1","type":"usage.measured","at":"2026-03-02T09:00:00Z","account":"acme","data":{"limit":"seats","used":95}}
CSV has the columns id, type, at, account, contact, email and data.<field>. The same id again is the same event.
`;

/** `import`: events of a CSV or JSONL file. */
export const registerImport: RegisterCommand = (program, io) => {
  withServer(program.command('import'))
    .summary('import events from a CSV or JSONL file')
    .description(
      'Import events from a CSV or JSONL file. Shows each line that is refused, with what was expected, and each account that is new. After an interruption, the same command goes on where it stopped.',
    )
    .argument('<file>', 'the file')
    .addOption(new Option('--format <format>', 'format of the file (else by its name)').choices([...FILE_FORMATS]))
    .option('--from-start', 'begin anew, whatever an earlier run has imported')
    .addHelpText('after', FORMS + example('playmaker import events.csv', 'playmaker import events.txt --format jsonl'))
    .action(async (file: string, options: ImportCommandOptions) => {
      const client = clientOf(io, options);
      const { format = formatOf(file), fromStart = false } = options;
      if (!format) throw new WrongUse(new FileNotReadable(file).message, 'Say its format with --format csv or jsonl.');
      const note = await noteOf(io, file);
      const progress = progressOf(io, `Importing ${basename(file)}`, note.size);
      const refusals: RefusedLine[] = [];
      let named = 0;
      const imported = await importFile({
        ...{ client, file, format, note, fromStart },
        reached: (bytes) => progress.reached(bytes),
        resumed: (after) => progress.say(`Going on after line ${after}; --from-start begins anew.`),
        refused(line) {
          if (refusals.length < MOST_LISTED) refusals.push(line);
          if (!options.json) progress.say(lineOf(line));
        },
        made({ line, accountId }) {
          named += 1;
          if (!options.json && named <= MOST_NAMED) progress.say(`line ${line}: new account ${accountId}`);
        },
      }).finally(() => progress.stop());
      print(io, options.json, { ...imported, refusals }, () => summaryOf(imported));
      if (imported.refused > 0) throw refusedLines(imported);
    });
};

async function noteOf({ env }: CliIo, file: string): Promise<ImportNote> {
  try {
    return await importNote(env['PLAYMAKER_DATA_DIR'] || '.playmaker', file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WrongUse(`${file} cannot be read: ${reason}`, 'Give the path of a file that exists.');
  }
}

/** The reasons of readers name the line already. */
const lineOf = ({ line, code, because }: RefusedLine): string =>
  `line ${line}: refused (${code}): ${because.replace(/^line \d+: /, '')}`;

function summaryOf({ stored, repeated, waiting, refused, newAccounts, ahead }: Imported): string {
  const all = stored + repeated + waiting + refused;
  const counts = [all, stored, repeated, waiting, refused].map(String);
  const told = [
    ...(repeated > 0 ? ['Repeated: these events were known already.'] : []),
    ...(waiting > 0
      ? ['Waiting: kept until something tells which account they are about; see `playmaker waiting`.']
      : []),
    ...(ahead > 0
      ? [`Dated ahead of the server's clock: ${ahead}; what had not come yet counts as of its arrival.`]
      : []),
    ...(newAccounts.length > 0 ? [newOnes(newAccounts)] : []),
  ];
  return `${table(['lines', 'stored', 'repeated', 'waiting', 'refused'], [counts])}${told.map((line) => `${line}\n`).join('')}`;
}

function newOnes(newAccounts: readonly NewAccount[]): string {
  const ids = newAccounts.map(({ accountId }) => accountId);
  const rest = ids.length - MOST_NAMED;
  const names = `${ids.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more (see --json)` : ''}`;
  const what =
    ids.length === 1
      ? `1 account was new: ${names}; look whether it is misspelt.`
      : `${ids.length} accounts were new: ${names}; look whether one is misspelt.`;
  return `${what} \`playmaker account merge WRONG --into RIGHT\` joins two.`;
}

const refusedLines = ({ file, refused }: Imported): PlaymakerError =>
  new PlaymakerError({
    code: 'LINES_REFUSED',
    detail: `${refused} ${refused === 1 ? 'line' : 'lines'} of ${file} ${refused === 1 ? 'was' : 'were'} refused.`,
    next: 'Correct them and import the file again: what is stored is not stored twice.',
  });

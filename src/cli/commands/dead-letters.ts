import { InvalidArgumentError, Option } from 'commander';
import {
  MOST_LETTERS,
  PlaymakerError,
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetterItem,
  type DeadLetterList,
  type PlaysClient,
  type ReplayAnswer,
} from '../../client';
import { SOURCES } from '../../domain/observations';
import { example, type RegisterCommand } from '../command';
import { findLetter, shortKey } from '../find-letter';
import { print, table } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { inZone, moment, time } from '../times';
import { WrongUse } from '../wrong-use';

const ofSource = () => new Option('-s, --source <source>', 'only of this source').choices([...SOURCES]);

/** `dead-letters list`, `show`, `replay` and `dismiss`. */
export const registerDeadLetters: RegisterCommand = (program, io) => {
  const letters = program
    .command('dead-letters')
    .summary('see, replay or dismiss what could not be understood')
    .description('See, replay or dismiss what came in and could not be understood.')
    .addHelpText('after', example('playmaker dead-letters list', 'playmaker dead-letters replay --all'));

  withServer(letters.command('list'))
    .summary('list what could not be understood')
    .description(
      'List what could not be understood and was neither replayed nor dismissed yet, oldest first: where it stands, and its reason.',
    )
    .addOption(ofSource())
    .option('-n, --limit <number>', `at most so many, up to ${MOST_LETTERS}`, limit, 100)
    .option('--all', 'those too that were replayed or dismissed')
    .addHelpText('after', example('playmaker dead-letters list --source hubspot'))
    .action(async ({ source, limit: most, all, ...options }: ServerOptions & DeadLetterFilter) => {
      const list = await clientOf(io, options).deadLetterList({ source, limit: most, all });
      print(io, options.json, list.letters, () => listPage(list, all));
    });

  withServer(letters.command('show'))
    .summary('show one of them as it came')
    .description('Show one item that could not be understood, as it came.')
    .argument('<key>', 'its key, or the beginning of it')
    .addHelpText('after', example('playmaker dead-letters show 3f2a9c'))
    .action(async (text: string, options: ServerOptions) => {
      const client = clientOf(io, options);
      const letter = await client.deadLetter(await findLetter(client, text));
      print(io, options.json, letter, () => letterPage(letter));
    });

  withServer(letters.command('dismiss'))
    .summary('take one of them off the list: nothing is to be done about it')
    .description(
      'Take one item off the list because nothing is to be done about it. It is kept, with who said so and why.',
    )
    .argument('<key>', 'its key, or the beginning of it')
    .requiredOption('-r, --reason <text>', 'why, for the record (required)')
    .addHelpText('after', example('playmaker dead-letters dismiss 3f2a9c --reason "a test of the sender"'))
    .action(async (text: string, { reason, ...options }: ServerOptions & { readonly reason: string }) => {
      const client = clientOf(io, options);
      const letter = await client.dismissDeadLetter(await findLetter(client, text), { reason });
      print(io, options.json, letter, () => `${shortKey(letter.key)} is ${standingOf(letter, moment)}.\n`);
    });

  withServer(letters.command('replay'))
    .summary('try one of them, or all, again')
    .description(
      'Read one item, or all of them, again, and take what is understood now: after an update, or where the sender was described to us.',
    )
    .argument('[key]', 'its key, or the beginning of it')
    .option('--all', `all of them, up to ${MOST_LETTERS}`)
    .addOption(ofSource())
    .addHelpText('after', example('playmaker dead-letters replay 3f2a9c', 'playmaker dead-letters replay --all'))
    .action(async (text: string | undefined, { all, source, ...options }: ReplayOptions) => {
      if ((text === undefined) === !all)
        throw new WrongUse('Give either a key or --all.', 'See the keys with `playmaker dead-letters list`.');
      const client = clientOf(io, options);
      const answers = text === undefined ? await replayAll(client, source) : [await replayOne(client, text)];
      print(io, options.json, answers, () => answersPage(answers));
      const left = answers.filter(({ replayed }) => !replayed).length;
      if (left > 0) throw notUnderstood(left, answers.length);
    });
};

interface ReplayOptions extends ServerOptions, Pick<DeadLetterFilter, 'source'> {
  readonly all?: boolean;
}

function listPage({ count, letters: list }: DeadLetterList, all = false): string {
  if (list.length === 0) return 'No dead letters.\n';
  const how = count <= MOST_LETTERS ? '' : ` up to ${MOST_LETTERS}`;
  const rest =
    list.length < count ? `${list.length} of ${count}, the oldest first; see more with --limit${how}.\n` : '';
  return `${table(
    ['key', 'source', 'from', inZone('came'), 'times', 'code', 'reason', ...(all ? ['now'] : [])],
    list.map((letter) => [
      ...[shortKey(letter.key), letter.source, placeOf(letter), time(letter.receivedAt), String(letter.times)],
      // The line stands in a column of its own.
      ...[letter.code, letter.reason.replace(/^line \d+: /, '')],
      ...(all ? [standingOf(letter, time)] : []),
    ]),
  )}${rest}`;
}

/** `events.csv line 3`. */
const placeOf = ({ file, line }: DeadLetterItem): string | undefined =>
  line === undefined ? undefined : [file, `line ${line}`].filter(Boolean).join(' ');

function standingOf({ dismissed, replayedAt }: DeadLetterItem, say: (instant: string) => string): string {
  if (replayedAt !== undefined) return `replayed on ${say(replayedAt)}`;
  return dismissed ? `dismissed by ${dismissed.by} on ${say(dismissed.at)}: ${dismissed.reason}` : 'open';
}

function letterPage(letter: DeadLetter): string {
  const { key, source, id, code, reason, receivedAt, times, raw } = letter;
  const facts: [string, string | undefined][] = [
    ['Source', source],
    ['Id', id],
    ['Came', `${moment(receivedAt)}${times > 1 ? `, ${times} times` : ''}`],
    ['Refused', `${code}: ${reason}`],
    ['From', placeOf(letter)],
    ['Now', standingOf(letter, moment)],
  ];
  const lines = facts.filter(([, value]) => value).map(([name, value]) => `${`${name}:`.padEnd(10)}${value}`);
  const came = typeof raw === 'string' ? raw : JSON.stringify(raw, null, 2);
  return `${[key, ...lines, '', came].join('\n')}\n`;
}

const replayOne = async (client: PlaysClient, text: string): Promise<ReplayAnswer> =>
  client.replayDeadLetter(await findLetter(client, text));

async function replayAll(client: PlaysClient, source: DeadLetterFilter['source']): Promise<ReplayAnswer[]> {
  const answers: ReplayAnswer[] = [];
  for (const { key } of await client.deadLetters({ source, limit: MOST_LETTERS }))
    answers.push(await client.replayDeadLetter(key));
  return answers;
}

const answersPage = (answers: readonly ReplayAnswer[]): string =>
  answers.length === 0
    ? 'No dead letters.\n'
    : table(
        ['key', 'verdict', 'account', 'why'],
        answers.flatMap(({ key, verdicts }) =>
          verdicts.map((verdict) => [
            shortKey(key),
            verdict.verdict,
            'accountId' in verdict ? verdict.accountId : undefined,
            'because' in verdict ? verdict.because : undefined,
          ]),
        ),
      );

const notUnderstood = (left: number, all: number): PlaymakerError =>
  new PlaymakerError({
    code: 'STILL_REFUSED',
    detail: `${left} of ${all} could not be understood.`,
    next: 'Look at what is wrong with `playmaker dead-letters show KEY`; the sender has to send it again, corrected.',
  });

function limit(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST_LETTERS)
    throw new InvalidArgumentError(`It is a number from 1 to ${MOST_LETTERS}.`);
  return number;
}

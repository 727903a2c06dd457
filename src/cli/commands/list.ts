import { InvalidArgumentError, Option } from 'commander';
import type { QueuedStart, Retry, RunListItem, RunState } from '../../client';
import { example, type RegisterCommand } from '../command';
import { print, shortAtWord, table } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { inZone, readable, time } from '../times';

interface ListOptions extends ServerOptions {
  readonly account?: string;
  readonly play?: string;
  readonly state?: RunState | 'queued';
  readonly limit: number;
}

export const registerList: RegisterCommand = (program, io) => {
  withServer(program.command('list'))
    .summary('list runs')
    .description(
      'List the starts that wait for their turn, with why and until when, and then all runs, newest first, with whose answer each waits for.',
    )
    .option('-a, --account <account>', 'only of this account')
    .option('-p, --play <play>', 'only of this play')
    .addOption(
      new Option('-s, --state <state>', 'only in this state').choices(['queued', 'running', 'paused', 'ended']),
    )
    .option('-n, --limit <number>', 'at most so many, up to 500', limit, 50)
    .addHelpText('after', example('playmaker list --account acme --state running'))
    .action(async ({ account: accountId, play, state, limit: most, ...options }: ListOptions) => {
      const client = clientOf(io, options);
      const isQueued = state === 'queued';
      const queued = isQueued || state === undefined ? await client.queue({ accountId, play }) : [];
      const runs = isQueued ? [] : await client.list({ accountId, play, state, limit: most });
      print(io, options.json, [...queued, ...runs], () =>
        queued.length + runs.length === 0
          ? 'No runs.\n'
          : table(
              ['run', 'state', 'phase', 'waiting for', 'outcome', inZone('started')],
              [...queued.map(queuedRow), ...runs.map(runRow)],
              REASON + LAPSES,
            ),
      );
    });
};

/** Characters of why a start waits; `It is dropped if …` follows, which matters as much. */
const REASON = 55;
const LAPSES = 65;

const queuedRow = ({ runId, state, because, until }: QueuedStart) => [
  ...[runId, state, undefined],
  `${shortAtWord(readable(because, time), REASON)} It is dropped if it has not started by ${time(until)}.`,
  ...[undefined, undefined],
];

const runRow = ({ runId, state, heldUp, phase, waitingFor, retrying = [], outcome, startedAt }: RunListItem) => [
  runId,
  heldUp ? 'held up' : state,
  ...[phase, [...retrying.map(retried), waitingFor].filter(Boolean).join(', ') || undefined, outcome],
  time(startedAt),
];

/** `show` tells when it is tried next, and why it failed. */
const retried = ({ what, attempt }: Retry): string => `${what} (attempt ${attempt})`;

function limit(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 500)
    throw new InvalidArgumentError('It is a number from 1 to 500.');
  return number;
}

import { InvalidArgumentError, Option } from 'commander';
import type { RunState } from '../../client';
import { example, type RegisterCommand } from '../command';
import { moment, print, table } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';

interface ListOptions extends ServerOptions {
  readonly account?: string;
  readonly play?: string;
  readonly state?: RunState;
  readonly limit: number;
}

export const registerList: RegisterCommand = (program, io) => {
  withServer(program.command('list'))
    .summary('list runs')
    .description('List runs, newest first, each with whose answer it waits for.')
    .option('-a, --account <account>', 'only of this account')
    .option('-p, --play <play>', 'only of this play')
    .addOption(new Option('-s, --state <state>', 'only in this state').choices(['running', 'paused', 'ended']))
    .option('-n, --limit <number>', 'at most so many, up to 500', limit, 50)
    .addHelpText('after', example('playmaker list --account acme --state running'))
    .action(async ({ account: accountId, play, state, limit: most, ...options }: ListOptions) => {
      const runs = await clientOf(io, options).list({ accountId, play, state, limit: most });
      print(io, options.json, runs, () =>
        runs.length === 0
          ? 'No runs.\n'
          : table(
              ['run', 'state', 'phase', 'waiting for', 'outcome', 'started'],
              runs.map(({ runId, state, heldUp, phase, waitingFor, outcome, startedAt }) => [
                runId,
                heldUp ? 'held up' : state,
                ...[phase, waitingFor, outcome],
                moment(startedAt),
              ]),
            ),
      );
    });
};

function limit(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 500)
    throw new InvalidArgumentError('It is a number from 1 to 500.');
  return number;
}

import type { RunView, StartedRun } from '../../client';
import { example, type RegisterCommand } from '../command';
import { print } from '../print';
import { readJson } from '../read-json';
import { clientOf, withServer, type ServerOptions } from '../server-options';
import { moment, readable } from '../times';

interface StartCommandOptions extends ServerOptions {
  readonly input?: string;
  readonly key?: string;
  readonly override?: string;
}

export const registerStart: RegisterCommand = (program, io) => {
  withServer(program.command('start'))
    .summary('start a play on an account')
    .description('Start a play on an account. Started again for the same occasion, it returns the run that exists.')
    .argument('<play>', 'name of the play, see `playmaker plays`')
    .argument('<account>', 'id of the account, see `playmaker accounts list`')
    .option('-i, --input <file>', "the play's input as JSON; - reads standard input", undefined)
    .option('-k, --key <key>', 'names the occasion (else made from the input)')
    .option(
      '--override <reason>',
      'insist, where re-entry, a rest or the hold-out stand against it: why, for the record',
    )
    .addHelpText(
      'after',
      example(
        'playmaker start expansion acme --input expansion.json',
        'playmaker start expansion acme --input expansion.json --override "Their second plant asked for seats"',
      ),
    )
    .action(async (play: string, account: string, options: StartCommandOptions) => {
      const client = clientOf(io, options);
      const input = options.input === undefined ? {} : await readJson(io, options.input);
      const { key: occasion, override } = options;
      const run = await client.startByName(play, {
        ...{ accountId: account, input, key: occasion },
        override: override === undefined ? undefined : { reason: override },
      });
      const { runId, accountId, key, created, verdict, because, until } = run;
      const started: StartedRun = { runId, play, accountId, key, created, verdict, because, until };
      const known = verdict === 'existing' ? await run.get() : undefined;
      print(io, options.json, started, () => startLine(started, known));
    });
};

function startLine({ runId, play, accountId, verdict, because, until }: StartedRun, known?: RunView): string {
  if (verdict === 'admitted') return `Started ${runId}\n`;
  if (verdict === 'queued') {
    const lapses = until === undefined ? '' : ` It is dropped if it has not started by ${moment(until)}.`;
    return `${runId} waits for its turn: ${readable(because)}${lapses}\n`;
  }
  if (known?.state !== 'ended') return `${runId} exists already; nothing was started.\n`;
  const how = known.result ? ` with the outcome ${known.result.outcome}` : '';
  return `${runId} has ended already${how}; nothing was started.\nStart another with a key of its own: playmaker start ${play} ${accountId} --key NAME\n`;
}

import { example, type RegisterCommand } from '../command';
import { print } from '../print';
import { readJson } from '../read-json';
import { clientOf, withServer, type ServerOptions } from '../server-options';

export const registerStart: RegisterCommand = (program, io) => {
  withServer(program.command('start'))
    .summary('start a play on an account')
    .description('Start a play on an account. The same occasion again answers the run that exists.')
    .argument('<play>', 'name of the play, see `playmaker plays`')
    .argument('<account>', 'id of the account, see `playmaker accounts list`')
    .option('-i, --input <file>', "the play's input as JSON; - reads standard input", undefined)
    .option('-k, --key <key>', 'names the occasion (else made from the input)')
    .addHelpText('after', example('playmaker start expansion acme --input expansion.json'))
    .action(async (play: string, account: string, options: ServerOptions & { input?: string; key?: string }) => {
      const client = clientOf(io, options);
      const input = options.input === undefined ? {} : await readJson(io, options.input);
      const { runId, created, accountId, key } = await client.startByName(play, {
        accountId: account,
        input,
        key: options.key,
      });
      print(io, options.json, { runId, play, accountId, key, created }, () =>
        created ? `Started ${runId}\n` : `${runId} exists already; nothing was started.\n`,
      );
    });
};

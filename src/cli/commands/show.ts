import { example, type RegisterCommand } from '../command';
import { findRun } from '../find-run';
import { print } from '../print';
import { runPage } from '../run-page';
import { clientOf, withServer, type ServerOptions } from '../server-options';

export const registerShow: RegisterCommand = (program, io) => {
  withServer(program.command('show'))
    .summary('show where a run stands')
    .description('Show where a run stands: its phase, open tasks with their choices, and what happened lately.')
    .argument('<run>', 'id of the run, or a part of it that no other run has')
    .addHelpText('after', example('playmaker show acme'))
    .action(async (text: string, options: ServerOptions) => {
      const client = clientOf(io, options);
      const run = await client.get(await findRun(client, text));
      print(io, options.json, run, () => runPage(run));
    });
};

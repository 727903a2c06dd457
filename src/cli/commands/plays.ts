import { example, type RegisterCommand } from '../command';
import { print, table } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';

export const registerPlays: RegisterCommand = (program, io) => {
  withServer(program.command('plays'))
    .summary('list the plays that can be started')
    .description('List the plays that can be started. --json shows the schema of their input too.')
    .addHelpText('after', example('playmaker plays'))
    .action(async (options: ServerOptions) => {
      const plays = await clientOf(io, options).plays();
      print(io, options.json, plays, () =>
        table(
          ['play', 'stage', 'version', 'goal'],
          plays.map(({ name, stage, version, goal }) => [name, stage, String(version), goal]),
        ),
      );
    });
};

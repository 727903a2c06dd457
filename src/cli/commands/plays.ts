import { PlaymakerError, type PlaySummary } from '../../client';
import type { CliIo } from '../cli-io';
import { example, type RegisterCommand } from '../command';
import { playPage } from '../play-page';
import { print, table } from '../print';
import { clientOf, withServer, type ServerOptions } from '../server-options';

export const registerPlays: RegisterCommand = (program, io) => {
  const plays = withServer(program.command('plays'))
    .summary('list the plays that can be started; show one')
    .description('List the plays that can be started. --json shows the schema of their input too.')
    .addHelpText('after', example('playmaker plays', 'playmaker plays show expansion'))
    .action(async (options: ServerOptions) => {
      const all = await clientOf(io, options).plays();
      print(io, options.json, all, () =>
        table(
          ['play', 'stage', 'version', 'goal'],
          all.map(({ name, stage, version, goal }) => [name, stage, String(version), goal]),
        ),
      );
    });

  withServer(plays.command('show'))
    .summary('how a play goes: phases, what ends it, what it needs to start')
    .description('Show a play: its goal, its phases and where they lead, what ends it at once, what it needs to start.')
    .argument('<play>', 'its name, such as expansion')
    .option('--diagram', 'print it as a Mermaid flowchart instead')
    .addHelpText('after', example('playmaker plays show expansion', 'playmaker plays show expansion --diagram'))
    .action(async (name: string, _options: object, command: { optsWithGlobals(): ShowOptions }) => {
      const options = command.optsWithGlobals();
      const play = await playNamed(io, name, options);
      if (options.diagram) io.out(`${play.diagram}\n`);
      else print(io, options.json, play, () => playPage(play));
    });
};

interface ShowOptions extends ServerOptions {
  readonly diagram?: boolean;
}

async function playNamed(io: CliIo, name: string, options: ServerOptions): Promise<PlaySummary> {
  const all = await clientOf(io, options).plays();
  const play = all.find((each) => each.name === name);
  if (play) return play;
  throw new PlaymakerError({
    code: 'PLAY_UNKNOWN',
    detail: `There is no play "${name}".`,
    next: `The plays are: ${all.map((each) => each.name).join(', ')}.`,
  });
}

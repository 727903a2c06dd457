import { Argument, Option } from 'commander';
import { catalogue, type PlayName } from '../../../plays';
import { PlaymakerError, type PlaySummary } from '../../client';
import { playDiagram } from '../../domain/play-diagram';
import type { CliIo } from '../cli-io';
import { example, type RegisterCommand } from '../command';
import type { GalleryData } from '../../../temporal-dev/inbox';
import { playPage } from '../play-page';
import { harmless, print, table } from '../print';
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

  plays
    .command('preview')
    .summary('read everything a play says, with sample data')
    .description('Print every message, dialog, mail and document of a play with sample data. Needs no server.')
    .addArgument(new Argument('<play>', 'which one').choices(Object.keys(catalogue)))
    .addOption(
      new Option('--data <kind>', 'ordinary; the longest and strangest; or hardly any')
        .choices(['ordinary', 'hostile', 'sparse'])
        .default('ordinary'),
    )
    .option('--diagram', 'print how it goes as a Mermaid flowchart instead, for its README')
    .addHelpText(
      'after',
      example('playmaker plays preview expansion', 'playmaker plays preview expansion --data sparse'),
    )
    .action(async (play: PlayName, { data, diagram }: { data: GalleryData; diagram?: boolean }) => {
      if (diagram) return io.out(`${playDiagram(catalogue[play])}\n`);
      // Loaded only here: the real channels and pages make the samples.
      const { makePlaySamples } = await import('../../gallery/index.js');
      const { sampleText } = await import('../sample-text.js');
      for (const sample of await makePlaySamples(play, data)) io.out(harmless(sampleText(sample)));
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

import { join } from 'node:path';
import { Argument } from 'commander';
import type { RegisterCommand } from '../command';
import { STORIES } from '../demo/stories';

const STORY_NAMES = Object.keys(STORIES);

/** `playmaker demo`: watch a whole play in a minute; nothing to set up. */
export const registerDemo: RegisterCommand = (program, io) => {
  program
    .command('demo')
    .addArgument(new Argument('[story]', 'which play to watch').choices(STORY_NAMES).default('expansion'))
    .summary('watch a whole play happen in under a minute')
    .description(
      'Watch events of a customer start a play and the play happen, its weeks in under a minute; needs no account and no server.',
    )
    .option('--data-dir <folder>', 'where the documents it makes are left (else demo in PLAYMAKER_DATA_DIR)')
    .addHelpText('after', '\nExample:\n  playmaker demo\n')
    .action(async (story: keyof typeof STORIES, options: { dataDir?: string }) => {
      // Loaded only here: workers bring Temporal's native part, which the other commands do without.
      const { runDemo } = await import('../demo/demo.js');
      const dataDir = options.dataDir ?? join(io.env['PLAYMAKER_DATA_DIR'] || '.playmaker', 'demo');
      await runDemo({ story: STORIES[story]!, dataDir, write: io.out });
    });
};

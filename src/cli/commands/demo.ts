import { join } from 'node:path';
import type { RegisterCommand } from '../command';

/** `playmaker demo`: watch a whole play in a minute; nothing to set up. */
export const registerDemo: RegisterCommand = (program, io) => {
  program
    .command('demo')
    .summary('watch a whole expansion play happen in under a minute')
    .description('Watch a whole expansion play happen, its weeks in under a minute; needs no account and no server.')
    .option('--data-dir <folder>', 'where the documents it makes are left', join('.playmaker', 'demo'))
    .addHelpText('after', '\nExample:\n  playmaker demo\n')
    .action(async ({ dataDir }: { dataDir: string }) => {
      // Loaded only here: workers bring Temporal's native part, which the other commands do without.
      const { runDemo } = await import('../demo/demo.js');
      await runDemo({ dataDir, write: io.out });
    });
};

import type { RegisterCommand } from '../command';

/** `playmaker up`: the server, its workers and, in development, Temporal and the inbox. */
export const registerUp: RegisterCommand = (program, io) => {
  program
    .command('up')
    .summary('run the server and its workers')
    .description(
      'Run playmaker: HTTP server and workers, with a Temporal server and an inbox of its own unless configured.',
    )
    .addHelpText(
      'after',
      '\nExample:\n  PORT=9090 playmaker up\n\nStarted again on the same data, every play goes on.\n',
    )
    .action(async () => {
      const { explained, stopSignal, up } = await import('../up/up.js');
      await up({ env: io.env, write: io.out, signal: stopSignal() }).catch((error: unknown) => {
        throw explained(error);
      });
    });
};

/** What the command line touches of its surroundings; a test brings its own. */
export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The whole standard input. */
  readonly stdin: () => Promise<string>;
  /** Where progress can be drawn; absent without a terminal. */
  readonly terminal?: NodeJS.WritableStream;
  readonly fetch?: typeof fetch;
}

/** The surroundings of this process. */
export function processIo(): CliIo {
  // Whoever read along (`head`, a pager) has seen enough: nothing is left to say, and nothing went wrong.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  return {
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    ...(process.stderr.isTTY && { terminal: process.stderr }),
    async stdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

import type { Command } from 'commander';
import { PlaysClient } from '../client';
import { readDevApiKey } from '../config';
import type { CliIo } from './cli-io';
import { WrongUse } from './wrong-use';

/** What every command that talks to a server takes. */
export interface ServerOptions {
  readonly url?: string;
  readonly apiKey?: string;
  readonly json?: boolean;
}

const DEFAULT_URL = 'http://127.0.0.1:PORT, 8080 when that is not set';

/** Adds `--url`, `--api-key` and `--json`. */
export function withServer(command: Command): Command {
  return command
    .option('--url <url>', `address of the server (else PLAYMAKER_URL, else ${DEFAULT_URL})`)
    .option('--api-key <secret>', 'API key (else PLAYMAKER_API_KEY, else the key a local server left)')
    .option('--json', 'print JSON instead of a table');
}

/** A client as the options, then the environment, then the development server on this machine say. */
export function clientOf(io: CliIo, options: ServerOptions): PlaysClient {
  const { env } = io;
  const dataDir = env['PLAYMAKER_DATA_DIR'] || '.playmaker';
  const url = options.url ?? (env['PLAYMAKER_URL'] || `http://127.0.0.1:${env['PORT'] || '8080'}`);
  const apiKey = options.apiKey ?? (env['PLAYMAKER_API_KEY'] || readDevApiKey(dataDir)?.reveal());
  if (!apiKey) {
    throw new WrongUse(
      `There is no API key: PLAYMAKER_API_KEY is not set, and no local server has left one in ${dataDir}.`,
      'Start a server here with `npm start`, or set PLAYMAKER_API_KEY.',
    );
  }
  return new PlaysClient({ url, apiKey, fetch: io.fetch });
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEYS } from '../server/testing/acme.fixture';
import {
  customer,
  event,
  leader,
  seats,
  startAccountsServer,
  type AccountsServer,
} from '../server/testing/accounts-server.fixture';
import type { CliIo } from './cli-io';
import { runCli } from './run-cli';
import { readersZone } from './times';

/** The reader's time zone as a header names it, for a regular expression. */
export const ZONE = `\\(${readersZone().replace(/[+]/g, '\\$&')}\\)`;

/** The command line beside a server with accounts, and a folder of its own. */
export interface AccountsCommand {
  readonly server: AccountsServer;
  readonly folder: string;
  /** Runs `playmaker <args>` with a key of ops. */
  readonly playmaker: (
    args: readonly string[],
    more?: Partial<CliIo>,
  ) => Promise<{ code: number; out: string; err: string }>;
  /** What it prints as JSON. */
  readonly json: (...args: string[]) => Promise<unknown>;
  /** Writes a file; answers its path. */
  readonly file: (name: string, content: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function accountsCommand(): Promise<AccountsCommand> {
  const folder = await mkdtemp(join(tmpdir(), 'playmaker-accounts-cli-'));
  const server = await startAccountsServer();
  const playmaker: AccountsCommand['playmaker'] = async (args, more = {}) => {
    const said = { out: '', err: '' };
    const code = await runCli(args, {
      env: { PLAYMAKER_URL: server.url, PLAYMAKER_API_KEY: KEYS.ops.secret.reveal(), PLAYMAKER_DATA_DIR: folder },
      out: (text) => (said.out += text),
      err: (text) => (said.err += text),
      stdin: () => Promise.resolve(''),
      ...more,
    });
    return { code, ...said };
  };
  return {
    ...{ server, folder, playmaker },
    json: async (...args) => JSON.parse((await playmaker([...args, '--json'])).out) as unknown,
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Acme, whose usage reached its limit on 10 March 2026, and who has a case open since the twelfth. */
export const acmesStory = (): object[] => [
  ...[...customer('acme'), leader('acme', '2026-02-20', '2026-02-10'), seats('acme', '2026-03-03', 86)],
  ...[seats('acme', '2026-03-10', 94), event('acme', '2026-03-12', 'support.opened', { case: 'c1', severity: 1 })],
];

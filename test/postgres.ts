/**
 * @module
 * A PostgreSQL server for tests: started from the local binaries in a temporary folder, gone afterwards.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { freePort } from '../temporal-dev';

/** How to get what is missing, for the message of a skipped or failed suite. */
export const HOW_TO_GET_POSTGRES =
  'PostgreSQL was not found. Install its server (Debian and Ubuntu: apt install postgresql; macOS: brew install postgresql), or set TEST_DATABASE_URL to a server on which databases may be created.';

export interface TestServer {
  /** `postgres://playmaker:…@127.0.0.1:<port>/postgres`, a superuser's. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server on a free loopback port; undefined when the machine has no PostgreSQL binaries. */
export async function startPostgres(): Promise<TestServer | undefined> {
  const bin = postgresBinaries();
  if (bin === undefined) return undefined;
  const identity = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'playmaker-postgres-'));
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid ?? identity.uid);
  const password = randomUUID();
  let server: ChildProcess | undefined;
  const kill = () => server?.kill('SIGKILL');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    initialise(bin, folder, password, identity);
    const port = await freePort();
    server = spawn(join(bin, 'postgres'), serverArguments(folder, port), {
      ...identity,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    process.once('exit', kill);
    await ready(server);
    const running = server;
    const stop = async () => {
      process.removeListener('exit', kill);
      const exited = once(running, 'exit');
      if (running.exitCode === null && running.kill('SIGINT')) await exited;
      remove();
    };
    return { url: `postgres://playmaker:${password}@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    kill();
    remove();
    throw error;
  }
}

/** A new, empty database on the server of `url`; `drop` removes it with whoever is connected. */
export async function createDatabase(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `playmaker_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => asAdmin(url, `drop database if exists ${name} with (force)`) };
}

/** Runs one statement on a connection of its own. */
export async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The folder of the newest `initdb` and `postgres`: on PATH, or where Debian and Homebrew keep them. */
export function postgresBinaries(): string | undefined {
  const versions = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].flatMap((base) =>
    existsSync(base)
      ? readdirSync(base)
          .filter((name) => /^(postgresql@)?\d+$|^postgresql$/.test(name))
          .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
          .map((name) => join(base, name, 'bin'))
      : [],
  );
  return [...(process.env.PATH ?? '').split(delimiter), ...versions].find(
    (folder) => folder && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. */
function unprivileged(): Identity {
  if (process.getuid?.() !== 0) return {};
  const number = (flag: string, user: string) => {
    const answer = spawnSync('id', [flag, user], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout) : undefined;
  };
  for (const user of ['postgres', 'nobody']) {
    const uid = number('-u', user);
    if (uid !== undefined) return { uid, gid: number('-g', user) };
  }
  throw new Error('PostgreSQL does not run as root. Add a user "postgres" or run the tests as another user.');
}

function initialise(bin: string, folder: string, password: string, identity: Identity): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (identity.uid !== undefined) chownSync(passwordFile, identity.uid, identity.gid ?? identity.uid);
  const made = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      join(folder, 'data'),
      '-U',
      'playmaker',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
    ].concat('--locale=C', '--no-sync'),
    { ...identity, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
}

function serverArguments(folder: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: '50',
    shared_buffers: '16MB',
  };
  return ['-D', join(folder, 'data'), '-p', String(port)].concat(
    Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  );
}

/** Waits for the line with which the server says that it takes connections. */
async function ready(server: ChildProcess): Promise<void> {
  if (server.stderr === null) throw new Error('The server has no error output to read.');
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    if (line.includes('ready to accept connections')) {
      server.stderr.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`);
}

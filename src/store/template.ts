import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrationsFolder } from './migrations';
import { packageRoot } from '../config/package-root';

/**
 * An empty, migrated data folder as a tar archive. Creating one takes PGlite three to five seconds, unpacking it a third
 * of a second; so it is made once per version of PGlite and of the migrations and kept in PLAYMAKER_CACHE_DIR, else the user's cache folder.
 * Where there is no such folder or it cannot be written, each process makes its own.
 */
export async function template(): Promise<Blob> {
  const name = await templateName();
  const kept = await read(name).catch(() => undefined);
  if (kept) return new Blob([kept]);
  const made = await makeTemplate();
  await keep(name, made).catch(() => undefined);
  return made;
}

async function makeTemplate(): Promise<Blob> {
  // One connection on one person's machine: the default of 128 MB of buffers is taken from memory at once.
  const client = await PGlite.create({ postgresqlconf: ['shared_buffers = 32MB'] });
  try {
    await migrate(drizzle(client), { migrationsFolder: migrationsFolder() });
    return await client.dumpDataDir('none');
  } finally {
    await client.close();
  }
}

const PREFIX = 'store-template-';

async function templateName(): Promise<string> {
  const pglite = packageRoot(dirname(require.resolve('@electric-sql/pglite')));
  const { version } = JSON.parse(await readFile(join(pglite, 'package.json'), 'utf8')) as { version: string };
  const hash = createHash('sha256').update(version);
  for (const migration of readMigrationFiles({ migrationsFolder: migrationsFolder() })) hash.update(migration.hash);
  return `${PREFIX}${version}-${hash.digest('hex').slice(0, 16)}.tar`;
}

/** PLAYMAKER_CACHE_DIR, as for Temporal's servers; else the user's cache folder as the system has it: XDG on Linux, Library/Caches on macOS, LOCALAPPDATA on Windows. */
function cacheFolder(): string {
  const { PLAYMAKER_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (PLAYMAKER_CACHE_DIR) return PLAYMAKER_CACHE_DIR;
  const base =
    process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches')
      : (process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME) || join(homedir(), '.cache');
  return join(base, 'playmaker');
}

async function read(name: string): Promise<Buffer<ArrayBuffer>> {
  return readFile(join(cacheFolder(), name));
}

/** Written whole or not at all; templates of other versions go, and drafts of processes that ended too early. */
async function keep(name: string, made: Blob): Promise<void> {
  const cache = cacheFolder();
  await mkdir(cache, { recursive: true });
  const draft = join(cache, `${name}.${randomUUID()}`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(Buffer.from(await made.arrayBuffer()));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(cache, name));
  const others = (await readdir(cache)).filter((other) => other.startsWith(PREFIX) && other !== name);
  await Promise.all(others.map((other) => rm(join(cache, other), { force: true })));
}

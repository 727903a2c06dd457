import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { isDiskFull, storeError } from './database-failure';
import type { OpenDatabase } from './database';
import { codeOf, StoreError } from './errors';
import { lockFolder } from './folder-lock';
import { makeFolder } from './make-folder';
import { migrationsFolder } from './migrations';
import { template } from './template';

/** PGlite in memory, gone when it is closed. */
export async function openMemory(): Promise<OpenDatabase> {
  return opened(await PGlite.create({ loadDataDir: await template() }), 'The store in memory', () => undefined);
}

/**
 * PGlite in `<dataDir>/pgdata`, for one process at a time. What is committed survives the end of the process, however it
 * ends. It does not survive a loss of power surely, because PGlite never asks the disk to flush: production uses PostgreSQL.
 */
export async function openFolder(dataDir: string): Promise<OpenDatabase> {
  const folder = join(resolve(dataDir), 'pgdata');
  const where = `The store in ${folder}`;
  let database: OpenDatabase | undefined;
  let unlock: (() => void) | undefined;
  try {
    await makeFolder(dataDir);
    unlock = lockFolder(folder);
    if (!existsSync(folder)) await createIn(folder);
    const client = await PGlite.create(folder);
    database = { ...opened(client, where, unlock), probe: () => tryToWrite(dataDir) };
    await migrate(drizzle(client), { migrationsFolder: migrationsFolder() });
    return database;
  } catch (error) {
    await giveUp(database, unlock);
    throw startFailure(error, folder);
  }
}

/** As much as tells that the disk has room: a change of one row may find room in files that exist. */
const PROBE_BYTES = 262_144;

async function tryToWrite(folder: string): Promise<void> {
  const file = join(resolve(folder), `probe-${process.pid}.tmp`);
  try {
    await writeFile(file, Buffer.alloc(PROBE_BYTES, 1));
  } finally {
    await rm(file, { force: true });
  }
}

/** What went wrong before is what is told: a full disk also fails the files that closing writes. */
async function giveUp(database: OpenDatabase | undefined, unlock: (() => void) | undefined): Promise<void> {
  try {
    await database?.close();
    unlock?.();
  } catch {
    // The lock of a process that has ended counts for nobody.
  }
}

/** Unpacks beside the folder and renames, so that a process that ends meanwhile leaves no half of a database. */
async function createIn(folder: string): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  const client = await PGlite.create(draft, { loadDataDir: await template() });
  await client.close();
  await rename(draft, folder);
}

function startFailure(error: unknown, folder: string): StoreError {
  const { message } = error as { message?: string };
  if (isDiskFull(error))
    return new StoreError(
      'STORE_MISCONFIGURED',
      `${folder} cannot be used: the disk is full. Make room there, or set PLAYMAKER_DATA_DIR to a folder on another disk.`,
      { cause: error },
    );
  if (codeOf(error)?.startsWith('E'))
    return new StoreError(
      'STORE_MISCONFIGURED',
      `${folder} cannot be used: ${message}. Make it writable or set PLAYMAKER_DATA_DIR to another folder.`,
      { cause: error },
    );
  if (message?.startsWith('Aborted'))
    return new StoreError(
      'STORE_FAILED',
      `PGlite cannot start on ${folder}, which seems damaged. Restore it from a copy, or move it away to start empty.`,
      { cause: error },
    );
  return storeError(error, `The store in ${folder}`);
}

function opened(client: PGlite, where: string, unlock: () => void): OpenDatabase {
  let closing: Promise<void> | undefined;
  const close = async () => {
    try {
      await client.close();
    } finally {
      unlock();
    }
  };
  const db = drizzle(client);
  return {
    engine: 'pglite',
    db,
    transact: (work) => db.transaction(work),
    where,
    close: () => (closing ??= close()),
  };
}

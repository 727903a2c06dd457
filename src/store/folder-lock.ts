import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { codeOf, StoreError } from './errors';

/** Who holds a folder. `started` tells two processes apart that had the same number one after the other (Linux only). */
interface Holder {
  readonly pid: number;
  readonly started?: string;
  readonly released?: true;
}

/** Folders that this process holds, for a second open of the same folder here. */
const heldHere = new Set<string>();

/**
 * Takes the folder for this process; gives back the function that releases it.
 *
 * The lock is a file `<folder>.lock.<n>` with the holder's process id. Whoever finds its holder gone creates number n + 1,
 * which the file system lets only one do. Numbers only grow, so nobody can mistake a new lock for the stale one they saw.
 */
export function lockFolder(folder: string): () => void {
  for (;;) {
    const latest = latestLock(folder);
    if (latest) {
      const holder = readHolder(latest.path);
      if (holder === undefined) continue; // Replaced by a newer one meanwhile.
      if (isHeld(holder, folder)) throw locked(folder, holder.pid);
    }
    const path = `${folder}.lock.${(latest?.number ?? 0) + 1}`;
    if (!create(path)) continue;
    heldHere.add(folder);
    if (latest) rmSync(latest.path, { force: true });
    return () => {
      if (heldHere.delete(folder)) release(path);
    };
  }
}

/** On a full disk nothing can be written; the file may go then, as nobody took its living holder for gone. */
function release(path: string): void {
  try {
    write(path, { ...self(), released: true }, renameSync);
  } catch {
    rmSync(path, { force: true });
  }
}

function locked(folder: string, pid: number): StoreError {
  const who = pid === process.pid ? `This process (${pid}) already has it open` : `Process ${pid} has it open`;
  return new StoreError(
    'STORE_LOCKED',
    `${folder} can be open only once. ${who}: use that one, stop it, or set DATABASE_URL to a PostgreSQL server that several processes can share.`,
  );
}

function latestLock(folder: string): { path: string; number: number } | undefined {
  const prefix = `${basename(folder)}.lock.`;
  const numbers = readdirSync(dirname(folder))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)));
  if (numbers.length === 0) return undefined;
  const number = Math.max(...numbers);
  return { path: join(dirname(folder), `${prefix}${number}`), number };
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return { pid: 0, released: true }; // Half a file after a power failure.
    throw error;
  }
}

function isHeld({ pid, started, released }: Holder, folder: string): boolean {
  if (released) return false;
  if (pid === process.pid && started === undefined) return heldHere.has(folder);
  return isAlive(pid) && startOf(pid) === started;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM'; // It lives, and belongs to somebody else.
  }
}

/** When the process started, as Linux tells it: boot id and clock ticks since boot (proc(5): field 22 of stat). */
function startOf(pid: number): string | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${afterName.split(' ')[19]}`;
  } catch {
    return undefined;
  }
}

const self = (): Holder => ({ pid: process.pid, started: startOf(process.pid) });

/** False when somebody else was first. */
function create(path: string): boolean {
  try {
    write(path, self(), linkSync);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Puts the whole file in place at once, so that nobody reads half of it. */
function write(path: string, holder: Holder, put: typeof linkSync | typeof renameSync): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, JSON.stringify(holder));
    put(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

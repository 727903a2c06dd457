import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { elapsed, type Progress } from './progress';

const POLL_MS = 100;
/** Locks of this very process: after a restart inside a container its predecessor may have had the same process id. */
const heldHere = new Set<string>();

/** Who holds a lock. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** Called while another process holds the lock, with the time waited in milliseconds; throwing ends the wait. */
export type OnWait = (holder: Holder, waitedMs: number) => void;

/**
 * Takes the lock file, waiting while a live process of this machine holds it, and gives back what releases it. A lock left by a
 * process that has died, or from before the machine's last start, does not count. In the rare race of two processes that clear the
 * same abandoned lock both may get it; what the lock guards must stay correct then (finished files are renamed into place).
 */
export async function acquireLock(file: string, onWait: OnWait): Promise<() => Promise<void>> {
  await mkdir(dirname(file), { recursive: true });
  const since = Date.now();
  while (!(await create(file))) {
    const holder = await holderOf(file);
    if (holder === 'abandoned') await rm(file, { force: true });
    else if (holder !== 'released') {
      onWait(holder, Date.now() - since);
      await pause(POLL_MS);
    }
  }
  heldHere.add(file);
  let released: Promise<void> | undefined;
  const release = async () => {
    await rm(file, { force: true });
    heldHere.delete(file);
  };
  return () => (released ??= release());
}

/** Runs `work` while holding the lock file. */
export async function withLock<T>(file: string, onWait: OnWait, work: () => Promise<T>): Promise<T> {
  const release = await acquireLock(file, onWait);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** A line of progress every so often while another process holds the lock. */
export function waitingLine(doing: string, progress: Progress, everyMs = 10_000): OnWait {
  let next = 0;
  return ({ pid }, waitedMs) => {
    if (waitedMs < next) return;
    next = waitedMs + everyMs;
    progress(`${doing}: process ${pid} is at it already; waiting for ${elapsed(waitedMs)}`);
  };
}

async function create(file: string): Promise<boolean> {
  if (heldHere.has(file)) return false;
  try {
    await writeFile(file, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf(file: string): Promise<Holder | 'released' | 'abandoned'> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    // Created a moment ago and not yet written: its maker is alive.
    if (text === '' && Date.now() - mtimeMs < 5000) return { pid: 0, host: hostname() };
    const holder = JSON.parse(text) as Holder;
    const sinceStart = mtimeMs >= Date.now() - uptime() * 1000;
    return holder.host === hostname() && sinceStart && isAlive(holder.pid, file) ? holder : 'abandoned';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'released';
    if (error instanceof SyntaxError) return 'abandoned';
    throw error;
  }
}

function isAlive(pid: number, file: string): boolean {
  if (pid === process.pid) return heldHere.has(file);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

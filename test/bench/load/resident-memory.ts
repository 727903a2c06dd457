import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Resident memory (RSS) of a process, in bytes; undefined where the system does not tell. */
export async function residentMemory(pid: number): Promise<number | undefined> {
  // Slim images of Linux have no ps, and other systems no /proc.
  const kilobytes = (await fromProc(pid)) ?? (await fromPs(pid));
  return kilobytes === undefined ? undefined : kilobytes * 1024;
}

/** `VmRSS:     12345 kB`: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
async function fromProc(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return numberIn(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]);
}

async function fromPs(pid: number): Promise<number | undefined> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return numberIn(stdout.trim());
}

const numberIn = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

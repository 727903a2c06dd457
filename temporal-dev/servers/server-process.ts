import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex, Readable } from 'node:stream';
import { endWithThisProcess } from './process-end';

const LAST_OUTPUT = 4000;
const GRACE_MS = 10_000;

/**
 * Starts the program in the place of a shell that leaves a guard behind: the guard reads a pipe whose other end only this process
 * holds, so it notices the death of this process however it comes (even by SIGKILL) and ends the server. A line on the pipe sends
 * the guard away. Windows has no such shell; there only an orderly exit of this process ends the server.
 */
const GUARDED = '{ read -r _ <&3 || kill -KILL $$; } >/dev/null 2>&1 & exec 3<&-; exec "$0" "$@"';

/** A server program that runs as a child of this process. */
export interface ServerProcess {
  readonly pid: number | undefined;
  /** Settles when the program has ended, with how it ended. */
  readonly ended: Promise<string>;
  /** The last part of what it printed, at most 4,000 characters. */
  output(): string;
  /** Asks it to end, and insists after ten seconds. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Lets this process exit while the server runs, which ends it. */
  unref(): void;
}

/** Starts a server program that ends when this process ends. Ctrl-C does not reach it, so that its user can shut down in order. */
export function startProcess(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ServerProcess {
  const windows = process.platform === 'win32';
  const child = spawn(windows ? command : '/bin/sh', windows ? args : ['-c', GUARDED, command, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', windows ? 'ignore' : 'pipe'],
    detached: !windows,
    windowsHide: true,
  });
  endWithThisProcess(child);
  const pipes = child.stdio.filter((stream) => stream !== null && stream !== undefined);
  let output = '';
  for (const stream of [child.stdout, child.stderr] as Readable[]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-LAST_OUTPUT)));
  }
  const ended = endOf(child);
  const guard = child.stdio[3] as Duplex | null | undefined;
  // Somebody may have ended the guard together with the server; then nobody is there to be sent away.
  guard?.on('error', () => undefined);
  void ended.then(() => guard?.end('\n'));
  const end = async (signal: NodeJS.Signals) => {
    child.ref();
    child.kill(signal);
    const insist = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(insist);
  };
  return {
    pid: child.pid,
    ended,
    output: () => output.trim(),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    unref: () => [child, ...(pipes as { unref?: () => void }[])].forEach((each) => each.unref?.()),
  };
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal === null ? `exit code ${code}` : `signal ${signal}`;
  } catch (error) {
    return (error as Error).message;
  }
}

import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { WayClosed } from './errors';
import { endWithThisProcess } from './process-end';
import { elapsed, type Progress } from './progress';

const LAST_LINES = 15;

/** Whether the path is a file that this user may run. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** The full path of a program on PATH, as the shell would find it. */
export async function findOnPath(program: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? (env['PATHEXT'] ?? '.EXE;.CMD').split(';') : [''];
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean);
  for (const candidate of folders.flatMap((folder) => endings.map((ending) => join(folder, program + ending)))) {
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

/** A program to run to its end, as a step that a person waits for. */
export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** What is being done, e.g. `Building Temporal's server`; opens every line of progress. */
  readonly doing: string;
  readonly progress: Progress;
  /** How often to say that it still goes on, in milliseconds. Default 10 s. */
  readonly everyMs?: number;
  /** Give up when the program has printed nothing for so long, in milliseconds. Default: never. */
  readonly quietLimitMs?: number;
  /** Give up after so long, in milliseconds. Default: never. */
  readonly timeLimitMs?: number;
}

/**
 * Runs a program to its end, with a line of progress every so often (time passed and the program's last line), and gives back its
 * last lines. It does not outlive this process.
 *
 * @throws WayClosed when it cannot be started, fails, or exceeds a limit; with the last lines of its output
 */
export async function runStep(step: Step): Promise<string[]> {
  const { command, args, env, cwd, doing, progress } = step;
  const began = Date.now();
  // A .cmd file on Windows runs only through the command interpreter.
  const shell = /\.(cmd|bat)$/i.test(command);
  const child = spawn(shell ? `"${command}"` : command, args, { env, cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  endWithThisProcess(child);
  const lines: string[] = [];
  let gaveUp: string | undefined;
  const giveUp = (why: string) => () => {
    gaveUp ??= why;
    child.kill('SIGKILL');
    // Grandchildren may hold the pipes open: do not wait for them.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const heartbeat = setInterval(() => {
    progress([`${doing}: ${elapsed(Date.now() - began)}`, lines.at(-1)].filter(Boolean).join(', '));
  }, step.everyMs ?? 10_000);
  const quiet = timer(step.quietLimitMs, (limit) => giveUp(`it printed nothing for ${elapsed(limit)}`));
  const limit = timer(step.timeLimitMs, (ms) => giveUp(`it took longer than ${elapsed(ms)}`));
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      quiet?.refresh();
      if (line.trim()) lines.push(line.trim());
      if (lines.length > LAST_LINES) lines.shift();
    });
  }
  try {
    const failure = await new Promise<string | undefined>((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('close', (code, signal) => resolve(code === 0 ? undefined : `it ended with ${code ?? signal}`));
    });
    const why = gaveUp ?? failure;
    if (why !== undefined) throw new WayClosed([`${doing} failed: ${why}`, ...lines].join('\n     | '));
    return lines;
  } finally {
    clearInterval(heartbeat);
    clearTimeout(quiet);
    clearTimeout(limit);
  }
}

function timer(ms: number | undefined, action: (ms: number) => () => void): NodeJS.Timeout | undefined {
  return ms === undefined ? undefined : setTimeout(action(ms), ms);
}

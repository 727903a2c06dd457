import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { transformFileSync } from '@swc/core';

const MODULES = resolve(__dirname, '../../node_modules');

/** A Node process of its own that uses the modules of this folder. */
export interface SecondProcess {
  readonly child: ChildProcess;
  /** The next line it prints. */
  readonly line: () => Promise<string>;
}

const started = new Set<ChildProcess>();

/** Ends the processes started by {@link startSecondProcess}, so that a failed test leaves none behind. */
export function endSecondProcesses(): void {
  started.forEach((child) => child.kill('SIGKILL'));
  started.clear();
}

/**
 * For tests of what happens between processes: compiles this folder into `folder` and runs the script there, in which
 * `require('./dev-server')` and the like work.
 */
export function startSecondProcess(
  folder: string,
  script: string,
  env: NodeJS.ProcessEnv = process.env,
): SecondProcess {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(__dirname)) {
    if (!file.endsWith('.ts') || /\.(test|fixture)\.ts$/.test(file)) continue;
    const { code } = transformFileSync(join(__dirname, file), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, file.replace(/\.ts$/, '.js')), code);
  }
  writeFileSync(join(folder, 'script.js'), script);
  const child = spawn(process.execPath, [join(folder, 'script.js')], {
    env: { ...env, NODE_PATH: MODULES },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, line: async () => String((await lines.next()).value) };
}

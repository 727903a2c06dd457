/**
 * @module
 * The `playmaker` command as processes of its own, for tests of what happens between starts: compiled once from the
 * sources, so that no test depends on an earlier build.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { TEST_BUNDLE } from '../bundle';

const ROOT = join(__dirname, '..', '..');
const SOURCES = ['src', 'plays', 'workflows', 'activities', 'temporal-dev'];

/** The compiled package, inside the real one, whose modules it uses. */
export class BuiltCommand {
  private readonly started = new Set<ChildProcess>();

  private constructor(private readonly folder: string) {}

  static make(): BuiltCommand {
    const cache = join(ROOT, 'node_modules', '.cache', 'playmaker');
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, 'command-'));
    for (const source of SOURCES) compile(join(ROOT, source), join(folder, source));
    copyFileSync(TEST_BUNDLE, join(folder, 'workflow-bundle.js'));
    return new BuiltCommand(folder);
  }

  /** Starts `playmaker <args>`; nothing but `env` and what every program needs is in its environment. */
  start(args: readonly string[], env: Record<string, string>): RunningCommand {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, [join(this.folder, 'src', 'cli', 'main.js'), ...args], {
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.started.add(child);
    return new RunningCommand(child);
  }

  /** Ends what is left and removes the compiled package. */
  remove(): void {
    this.started.forEach((child) => child.kill('SIGKILL'));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One process of the command. */
export class RunningCommand {
  out = '';
  err = '';
  /** Its exit code, once it has ended and everything it said is here. */
  readonly ended: Promise<number | null>;

  constructor(readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  /** Resolves once it has said this on stdout; rejects when it ends without. */
  async says(text: string): Promise<void> {
    const gone = this.ended.then((code) => {
      if (!this.out.includes(text)) throw new Error(`It ended with ${code} and said:\n${this.out}\n${this.err}`);
    });
    while (!this.out.includes(text)) await Promise.race([once(this.child.stdout!, 'data'), gone]);
    gone.catch(() => undefined);
  }

  async signal(name: NodeJS.Signals): Promise<number | null> {
    this.child.kill(name);
    return this.ended;
  }
}

function compile(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    const file = join(from, name);
    if (statSync(file).isDirectory()) compile(file, join(to, name));
    if (!/\.ts$/.test(name) || /\.(test|contract|fixture)\.ts$/.test(name)) continue;
    const target = join(to, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const { code } = transformFileSync(file, {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(target, code);
  }
}

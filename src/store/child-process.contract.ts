import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root';

/** Makes a plain Node process read this package's TypeScript. */
const READ_TYPESCRIPT = `
  const { transformFileSync } = require('@swc/core');
  require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }).code, file);
`;

/** A process of its own that runs JavaScript, with this folder's modules by `load('./open')`, and says lines. */
export class Child {
  readonly pid: number;
  private readonly process: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly exited: Promise<unknown>;

  constructor(code: string, ...args: readonly string[]) {
    const load = `const load = (module) => require(require('node:path').join(${JSON.stringify(__dirname)}, module));`;
    const say = `const say = (line) => require('node:fs').writeSync(1, line + '\\n');`;
    const body = `${READ_TYPESCRIPT}${load}${say}(async (args) => {${code}})(process.argv.slice(1))`;
    const child = spawn(process.execPath, ['-e', body, ...args], {
      cwd: packageRoot(join(__dirname)),
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.process = child;
    this.exited = once(child, 'exit');
    if (child.pid === undefined) throw new Error('The process did not start.');
    this.pid = child.pid;
    this.lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  }

  /** The next line; undefined when there are no more. */
  async line(): Promise<string | undefined> {
    const { value, done } = (await this.lines.next()) as { value: string; done?: boolean };
    return done ? undefined : value;
  }

  tell(line: string): void {
    this.process.stdin?.write(`${line}\n`);
  }

  /** Ends it with no chance to clean up. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exited;
  }
}

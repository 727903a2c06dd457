import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For tests: a machine with nothing on PATH but what the test puts there, an empty cache and no way to the outside. */
export class FakeMachine {
  readonly root = mkdtempSync(join(tmpdir(), 'playmaker-machine-'));
  readonly cacheDir = join(this.root, 'cache');
  readonly lines: string[] = [];
  readonly env: NodeJS.ProcessEnv;
  #watchers: (() => void)[] = [];

  /** @param proxyPort where the machine sends what goes outside; nobody listens on port 1 */
  constructor(proxyPort = 1) {
    for (const folder of ['bin', 'tmp', 'home', 'cache']) mkdirSync(join(this.root, folder));
    this.env = {
      PATH: join(this.root, 'bin'),
      HOME: join(this.root, 'home'),
      TMPDIR: join(this.root, 'tmp'),
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
    };
  }

  /** Hears every line of progress. */
  readonly progress = (line: string): void => {
    this.lines.push(line);
    this.#watchers.forEach((check) => check());
  };

  /** Options for a search on this machine. */
  get options() {
    return { env: this.env, cacheDir: this.cacheDir, progress: this.progress };
  }

  /** Resolves when so many lines of progress match. */
  async heard(pattern: RegExp, times = 1): Promise<void> {
    await new Promise<void>((resolve) => {
      const check = () => {
        if (this.lines.filter((line) => pattern.test(line)).length >= times) resolve();
      };
      this.#watchers.push(check);
      check();
    });
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  /** Puts a file into the machine; a program if it begins with `#!`. */
  put(path: string, content: string): string {
    const file = this.path(path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content, { mode: content.startsWith('#!') ? 0o755 : 0o644 });
    return file;
  }

  /** Puts a shell program on PATH; it sees the usual system programs. */
  install(program: string, script: string): string {
    return this.put(`bin/${program}`, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

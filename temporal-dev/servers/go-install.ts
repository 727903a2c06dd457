import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WayClosed } from './errors';
import { waitingLine, withLock } from './lock';
import { findOnPath, isExecutable, runStep } from './programs';
import { elapsed, silent, type Progress } from './progress';
import { requireReachable } from './reachability';
import type { Way } from './search';

const VERSION = '1.5.1';
const PACKAGE = `github.com/temporalio/cli/cmd/temporal@v${VERSION}`;
const PROGRAM = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const UNFINISHED = '.building-';
const DOING = "Building Temporal's server";

/**
 * Temporal's CLI built from its source by the Go toolchain into `<cache>/temporal-cli/<version>`: about five minutes, once. Two
 * processes do not build at the same time, and a build that was broken off leaves nothing that a search would find.
 *
 * @param everyMs how often a line of progress comes; default 10 s
 */
export function goInstall(folder: string, env: NodeJS.ProcessEnv, progress: Progress, everyMs = 10_000): Way {
  const home = join(folder, 'temporal-cli');
  const built = join(home, VERSION, PROGRAM);
  return {
    name: 'go install',
    advice: `Install Go (https://go.dev/dl) and let it reach its module proxy: go install ${PACKAGE}, about five minutes, once.`,
    present: async () => ((await isExecutable(built)) ? built : undefined),
    async fetch() {
      const go = await findOnPath('go', env);
      if (go === undefined) throw new WayClosed('there is no `go` on PATH');
      await requireModuleProxy(go, folder, env);
      return withLock(join(home, 'build.lock'), waitingLine(DOING, progress, everyMs), async () => {
        if (!(await isExecutable(built))) await build({ go, home, built, env, progress, everyMs });
        return built;
      });
    },
  };
}

interface Build {
  readonly go: string;
  readonly home: string;
  readonly built: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly everyMs: number;
}

async function build({ go, home, built, env, progress, everyMs }: Build): Promise<void> {
  await removeUnfinished(home);
  const target = await mkdtemp(join(home, UNFINISHED));
  const began = Date.now();
  progress(`${DOING} from its source (once, about five minutes): go install ${PACKAGE}`);
  try {
    const settings = { ...env, GOBIN: target };
    await runStep({ command: go, args: ['install', '-v', PACKAGE], env: settings, doing: DOING, progress, everyMs });
    if (!(await isExecutable(join(target, PROGRAM)))) throw new WayClosed(`go install left no ${PROGRAM} in its GOBIN`);
    await mkdir(join(home, VERSION), { recursive: true });
    await rename(join(target, PROGRAM), built);
    progress(`Built Temporal's server in ${elapsed(Date.now() - began)}`);
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}

/** What a build killed half-way left behind. Called under the lock, so nobody is using it. */
async function removeUnfinished(home: string): Promise<void> {
  const left = (await readdir(home)).filter((name) => name.startsWith(UNFINISHED));
  await Promise.all(left.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

/** `go install` itself would wait for minutes for a module proxy that does not answer. */
async function requireModuleProxy(go: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const doing = 'Asking Go for its module proxy';
  const [proxies = ''] = await runStep({ command: go, args: ['env', 'GOPROXY'], env, doing, progress: silent });
  const [first = ''] = proxies.split(/[,|]/);
  if (/^https?:/.test(first)) await requireReachable(first, folder, env);
}

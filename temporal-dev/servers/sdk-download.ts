import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { WayClosed } from './errors';
import { isExecutable, runStep } from './programs';
import type { Progress } from './progress';
import { noteUnreachable, requireReachable } from './reachability';
import type { Way } from './search';

/** Where Temporal's SDKs download servers from; fixed in their native part. */
const SITE = 'https://temporal.download/';
const TIME_LIMIT_MS = 10 * 60 * 1000;

/** Which of the SDK's two servers: the method of its `TestWorkflowEnvironment` that starts it, and how its file is named. */
const servers = {
  dev: { method: 'createLocal', prefix: 'temporal' },
  timeSkipping: { method: 'createTimeSkipping', prefix: 'temporal-test-server' },
} as const;

/**
 * The SDK offers no download by itself, only a start that downloads before; so a short-lived process starts and stops the server.
 * A process of its own can be ended when the download hangs, and leaves the SDK's global runtime of this process untouched.
 */
const DOWNLOAD_SCRIPT = `
  const [testing, method, downloadDir] = process.argv.slice(1);
  require(testing)
    .TestWorkflowEnvironment[method]({ server: { executable: { type: 'cached-download', downloadDir, ttl: '365 days' } } })
    .then((env) => env.teardown())
    .catch((error) => { process.stderr.write(error.message + '\\n'); process.exitCode = 1; });
`;

/**
 * The server which Temporal's TypeScript SDK downloads for tests: taken from the SDK's own cache (the folder for temporary files) or
 * from the user's cache folder, else downloaded into the latter.
 */
export function sdkDownload(
  kind: keyof typeof servers,
  folder: string,
  env: NodeJS.ProcessEnv,
  progress: Progress,
): Way {
  const { method, prefix } = servers[kind];
  const downloadDir = join(folder, 'sdk-download');
  const file = `${prefix}-sdk-typescript-${sdkVersion()}${process.platform === 'win32' ? '.exe' : ''}`;
  const present = async () => {
    // Only a finished download has this name: the SDK downloads to another name first.
    for (const path of [join(downloadDir, file), join(temporaryFolder(env), file)]) {
      if (await isExecutable(path)) return path;
    }
    return undefined;
  };
  return {
    name: "SDK's download",
    advice: `Let this machine reach ${SITE} (once).`,
    present,
    async fetch() {
      await requireReachable(SITE, folder, env);
      progress(`Downloading Temporal's server from ${SITE} (once)`);
      await mkdir(downloadDir, { recursive: true });
      const args = ['-e', DOWNLOAD_SCRIPT, require.resolve('@temporalio/testing'), method, downloadDir];
      const doing = "Downloading Temporal's server";
      await runStep({ command: process.execPath, args, env, doing, progress, timeLimitMs: TIME_LIMIT_MS }).catch(
        async (error: Error) => {
          await noteUnreachable(SITE, folder, 'the download failed');
          throw error;
        },
      );
      const path = await present();
      if (path === undefined) throw new WayClosed(`the SDK reported success but left no ${file} in ${downloadDir}`);
      return path;
    },
  };
}

/** The SDK names its downloads by its version. */
function sdkVersion(): string {
  const manifest = readFileSync(require.resolve('@temporalio/testing/package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** As the SDK's native part sees it (Rust's `std::env::temp_dir`). */
function temporaryFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return env['TMP'] ?? env['TEMP'] ?? 'C:\\Windows\\Temp';
  return env['TMPDIR'] || '/tmp';
}

import { cacheFolder, type Surroundings } from './cache-folder';
import { TemporalServerNotFound, WayClosed } from './errors';
import { goInstall } from './go-install';
import { findOnPath, isExecutable } from './programs';
import { silent, type Progress } from './progress';
import { forgetUnreachable } from './reachability';
import { sdkDownload } from './sdk-download';
import { search, type FoundServer, type Way } from './search';

const WHAT = 'Temporal server';

/** How to search. */
export interface SearchOptions extends Surroundings {
  /** Told which server was found, and what goes on while one is downloaded or built. */
  readonly progress?: Progress;
}

/**
 * Finds the program of Temporal's development server: `TEMPORAL_CLI` or `temporal` on PATH, the SDK's download, a build by
 * `go install`. What is on this machine already wins over what must be fetched; what was fetched is kept in the user's cache folder.
 * Whoever has an address configured ({@link configuredAddress}) needs no server of their own and does not ask.
 *
 * @example
 * const { way, executable } = await findDevServer({ progress: (line) => process.stderr.write(`${line}\n`) });
 * @throws TemporalServerNotFound when no way works, or when `TEMPORAL_CLI` names no program
 */
export async function findDevServer(options: SearchOptions = {}): Promise<FoundServer> {
  const { env = process.env, progress = silent } = options;
  const folder = cacheFolder(options);
  const named = env['TEMPORAL_CLI'];
  if (named) return namedServer(named);
  const ways = [onPath(env), sdkDownload('dev', folder, env, progress), goInstall(folder, env, progress)];
  return search(WHAT, ways, progress).catch(async (error: unknown) => {
    if (error instanceof TemporalServerNotFound) await forgetUnreachable(folder);
    throw withConfiguredFirst(error);
  });
}

async function namedServer(executable: string): Promise<FoundServer> {
  if (await isExecutable(executable)) return { way: 'TEMPORAL_CLI', executable };
  const advice = 'Set TEMPORAL_CLI to the path of the `temporal` program, or unset it to have one searched.';
  throw new TemporalServerNotFound(WHAT, [
    { way: 'TEMPORAL_CLI', reason: `there is no program at ${executable}`, advice },
  ]);
}

function onPath(env: NodeJS.ProcessEnv): Way {
  return {
    name: 'temporal on PATH',
    advice: 'Install the Temporal CLI (https://docs.temporal.io/cli), or set TEMPORAL_CLI to its path.',
    present: () => findOnPath('temporal', env),
    fetch: () => Promise.reject(new WayClosed('there is no `temporal` on PATH')),
  };
}

/** The first way of all is not searched here, but belongs into what a person reads. */
function withConfiguredFirst(error: unknown): unknown {
  if (!(error instanceof TemporalServerNotFound)) return error;
  const configured = {
    way: 'a server that runs already',
    reason: 'no address is configured',
    advice: 'Set TEMPORAL_ADDRESS (such as localhost:7233) or a profile in temporal.toml.',
  };
  return new TemporalServerNotFound(WHAT, [configured, ...error.ways]);
}

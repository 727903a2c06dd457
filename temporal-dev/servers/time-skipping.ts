import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { cacheFolder } from './cache-folder';
import { TemporalServerFailed, TemporalServerNotFound } from './errors';
import type { SearchOptions } from './find-dev-server';
import { addSearchAttributes, type SearchAttributes } from './search-attributes';
import { silent } from './progress';
import { forgetUnreachable } from './reachability';
import { sdkDownload } from './sdk-download';
import { search, type FoundServer } from './search';
import { testServerJars } from './test-server-jars';

const WHAT = 'Time-skipping server';
/** The SDK waits five seconds for the server; on a busy machine Java may need longer the first time. */
const ATTEMPTS = 4;

/** What the time-skipping server is started with. */
export interface TimeSkippingOptions extends SearchOptions {
  /** Registered before the environment is given out. */
  readonly searchAttributes?: SearchAttributes;
}

/**
 * Starts a test environment whose clock jumps over the waits of workflows: with the SDK's own server, or with the same server from
 * Maven Central run by Java. Its time starts locked, as the SDK expects it: it moves only while a result is awaited or in
 * `env.sleep`, and not while a workflow task or an activity is open. `env.teardown()` ends the server.
 *
 * @example
 * const env = await startTimeSkipping();
 * await env.sleep('30 days');
 * await env.teardown();
 * @throws TemporalServerNotFound when there is no server program
 * @throws TemporalServerFailed `TEMPORAL_SERVER_FAILED` when it does not start
 */
export async function startTimeSkipping(options: TimeSkippingOptions = {}): Promise<TestWorkflowEnvironment> {
  const { executable, way } = await findTimeSkippingServer(options);
  const { progress = silent } = options;
  // Loaded only now: it brings the worker's native part, which users of the dev server do without.
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  for (let attempt = 1; ; attempt++) {
    try {
      const env = await TestWorkflowEnvironment.createTimeSkipping({
        server: { executable: { type: 'existing-path', path: executable } },
      });
      await addSearchAttributes(env.connection, env.namespace ?? 'default', options.searchAttributes ?? {});
      return env;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const slow = reason.includes('did not start within');
      if (!slow || attempt === ATTEMPTS) {
        const message = `The time-skipping server (${way}, ${executable}) did not start: ${reason}. Run that program with a port number to see why.`;
        throw new TemporalServerFailed('TEMPORAL_SERVER_FAILED', message, { cause: error });
      }
      progress(`${WHAT}: slow to start, trying again (${attempt} of ${ATTEMPTS - 1})`);
    }
  }
}

/**
 * Finds the time-skipping server's program, without starting it.
 *
 * @throws TemporalServerNotFound when no way works
 */
export async function findTimeSkippingServer(options: SearchOptions = {}): Promise<FoundServer> {
  const { env = process.env, progress = silent } = options;
  const folder = cacheFolder(options);
  const ways = [sdkDownload('timeSkipping', folder, env, progress), testServerJars(folder, env, progress)];
  return search(WHAT, ways, progress).catch(async (error: unknown) => {
    if (error instanceof TemporalServerNotFound) await forgetUnreachable(folder);
    throw error;
  });
}

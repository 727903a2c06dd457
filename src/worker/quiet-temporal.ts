import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker';

/** Said of every worker that only runs activities, as the one of messages; nothing is wrong then. */
const EXPECTED = 'No workflows registered, not polling for workflow tasks';
/** Said of the time-skipping server, which keeps to an older protocol; tests and demo lose no heartbeat by it. */
const OLDER_SERVER = /^Temporal Server 1\.16\.0 or newer is required/;
/** Said many times a second, by every poller, while the server is away; once in a while is enough. */
const SERVER_AWAY = /^gRPC call \w+ retried \d+ times/;
const AWAY_AGAIN_MS = 30_000;

let installed = false;

/** What {@link quietTemporal} reaches. */
export interface QuietOptions {
  /**
   * The SDK's native part as well, which otherwise prints warnings to stdout. The process then stays alive until its last
   * connection of workers is closed: call this just before the first one is opened.
   */
  readonly native?: boolean;
}

/**
 * Has Temporal's SDK speak up only when something is wrong, on stderr. What a signal means is left to the process: by
 * default the SDK would stop the workers itself, before the HTTP server. Called before anything else of the SDK; again is
 * harmless.
 */
export function quietTemporal({ native = false }: QuietOptions = {}): void {
  if (installed) return;
  installed = true;
  const loud = new DefaultLogger('WARN');
  const worthSaying = filter();
  const logger = new DefaultLogger('WARN', (entry) => {
    if (worthSaying(entry)) loud.log(entry.level, entry.message, entry.meta);
  });
  Runtime.install({
    logger,
    telemetryOptions: native ? { logging: { forward: {} } } : undefined,
    shutdownSignals: [],
  });
}

function filter(): (entry: LogEntry) => boolean {
  let away = -Infinity;
  return ({ message }) => {
    if (message === EXPECTED || OLDER_SERVER.test(message)) return false;
    if (!SERVER_AWAY.test(message)) return true;
    if (performance.now() - away < AWAY_AGAIN_MS) return false;
    away = performance.now();
    return true;
  };
}

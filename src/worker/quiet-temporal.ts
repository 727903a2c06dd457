import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Said of every worker that only runs activities, as the one of messages; nothing is wrong then. */
const EXPECTED = 'No workflows registered, not polling for workflow tasks';

let installed = false;

/**
 * Has Temporal's SDK speak up only when something is wrong, its native part as well, always on stderr. What a signal
 * means is left to the process: by default the SDK would stop the workers itself, before the HTTP server. Called before
 * anything else of the SDK; again is harmless.
 */
export function quietTemporal(): void {
  if (installed) return;
  installed = true;
  const loud = new DefaultLogger('WARN');
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    if (message !== EXPECTED) loud.log(level, message, meta);
  });
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {} } }, shutdownSignals: [] });
}

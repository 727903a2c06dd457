import { DefaultLogger, Runtime, type LogEntry, type Logger } from '@temporalio/worker';

/** Said of every worker that only runs activities, as the one of messages; nothing is wrong then. */
const EXPECTED = 'No workflows registered, not polling for workflow tasks';
/** Said of the time-skipping server, which keeps to an older protocol; tests and demo lose no heartbeat by it. */
const OLDER_SERVER = /^Temporal Server 1\.16\.0 or newer is required/;
/** Said many times a second, by every poller, while the server is away; once in a while is enough. */
const SERVER_AWAY = /^gRPC call \w+ retried \d+ times/;
const AWAY_AGAIN_MS = 30_000;

let installed = false;

/** Where the log of the process goes, one line for each call; pino's loggers are such. */
export interface ProcessLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What {@link quietTemporal} reaches. */
export interface QuietOptions {
  /**
   * The SDK's native part as well, which otherwise prints warnings to stdout. The process then stays alive until its last
   * connection of workers is closed: call this just before the first one is opened.
   */
  readonly native?: boolean;
  /** Takes what the SDK has to say, so that the log of the process is of one kind. Absent: text on stderr. */
  readonly log?: ProcessLog;
}

/**
 * Has Temporal's SDK speak up only when something is wrong. What a signal means is left to the process: by
 * default the SDK would stop the workers itself, before the HTTP server. Called before anything else of the SDK; again is
 * harmless.
 */
export function quietTemporal({ native = false, log }: QuietOptions = {}): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: sdkLogger(log),
    telemetryOptions: native ? { logging: { forward: {} } } : undefined,
    shutdownSignals: [],
  });
}

/** What is worth saying of what the SDK says, told to the log of the process. */
export function sdkLogger(log: ProcessLog = new TextLog()): Logger {
  const worthSaying = filter();
  return new DefaultLogger('WARN', (entry) => {
    if (!worthSaying(entry)) return;
    const details = detailsOf(entry);
    if (entry.level === 'ERROR') log.error(details, entry.message);
    else log.warn(details, entry.message);
  });
}

/** An error goes under the name by which pino writes message and stack. */
function detailsOf({ meta = {} }: LogEntry): object {
  const { error, ...rest }: Readonly<Record<string, unknown>> = meta;
  return { from: 'temporal', ...rest, ...(error !== undefined && { err: error }) };
}

/** On stderr, as the SDK writes by itself. */
class TextLog implements ProcessLog {
  private readonly text = new DefaultLogger('WARN');

  warn({ ...details }: object, message: string): void {
    this.text.warn(message, details);
  }

  error({ ...details }: object, message: string): void {
    this.text.error(message, details);
  }
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

import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker';

/** What failed in the worker and the server: steps that a person has to mend are a part of plays, all else is ours. */
export class Failures {
  private static heard?: (entry: LogEntry) => void;

  /** Lines of the log that nobody should ever see. */
  readonly errors: string[] = [];
  /** By type, how often a step could not be done. */
  readonly steps = new Map<string, number>();

  /** The SDK has one logger for the whole process; whoever listens last hears it. */
  listen(): void {
    const isFirst = Failures.heard === undefined;
    Failures.heard = (entry) => this.hear(entry);
    if (!isFirst) return;
    const logger = new DefaultLogger('WARN', (entry) => Failures.heard?.(entry));
    Runtime.install({ logger, telemetryOptions: { logging: { forward: {} } }, shutdownSignals: [] });
  }

  add(line: string): void {
    this.errors.push(line);
  }

  private hear({ level, message, meta }: LogEntry): void {
    const error: unknown = meta?.['error'];
    if (error instanceof ApplicationFailure && error.nonRetryable) {
      const type = error.type ?? 'without a type';
      this.steps.set(type, (this.steps.get(type) ?? 0) + 1);
    } else if (level === 'ERROR' || error !== undefined) {
      this.add(`${message}: ${error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(meta)}`);
    }
  }
}

import { Worker, type ReplayError } from '@temporalio/worker';
import type { WorkflowBundle } from '../src/worker';

export type RecordedHistory = Parameters<typeof Worker.runReplayHistory>[1];

/**
 * Runs recorded runs against the code, one after the other in one worker: a worker for each would take longer than what
 * it is for.
 */
export class Replays {
  private readonly waiting: { readonly workflowId: string; readonly history: RecordedHistory }[] = [];
  private readonly results: ReturnType<typeof Worker.runReplayHistories>;
  private last: Promise<unknown> = Promise.resolve();

  constructor(bundle: WorkflowBundle) {
    this.results = Worker.runReplayHistories({ workflowBundle: bundle }, this.histories());
  }

  /** @throws DeterminismViolationError when the code does something else than what is recorded */
  async replay(workflowId: string, history: RecordedHistory): Promise<void> {
    const result = this.last.then(async (): Promise<ReplayError | undefined> => {
      this.waiting.push({ workflowId, history });
      const next = await this.results.next();
      if (next.done) throw new Error('The worker that replays has ended.');
      return next.value.error;
    });
    this.last = result.catch(() => undefined);
    const error = await result;
    if (error) throw error;
  }

  async close(): Promise<void> {
    await this.last;
    await this.results.return?.();
  }

  /** As each result is asked for, the history it is of has been put here. */
  private async *histories() {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) yield next;
  }
}

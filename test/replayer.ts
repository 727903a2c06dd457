import type { HistoryAndWorkflowId } from '@temporalio/client';
import { Worker, type ReplayResult } from '@temporalio/worker';
import type { WorkflowBundle } from '../src/worker';

/** Replays histories one after the other in one worker: each worker takes a second to start. */
export class Replayer {
  private next: HistoryAndWorkflowId | undefined;
  /** Tests may ask for several at a time; the worker takes one after the other. */
  private inTurn: Promise<void> = Promise.resolve();
  private readonly results: AsyncIterableIterator<ReplayResult>;

  constructor(bundle: WorkflowBundle) {
    const taken = () => {
      const { next } = this;
      this.next = undefined;
      return next;
    };
    async function* histories() {
      for (let next = taken(); next; next = taken()) yield next;
    }
    this.results = Worker.runReplayHistories({ workflowBundle: bundle }, histories());
  }

  /** Throws when the code does otherwise than the history says. */
  replay(next: HistoryAndWorkflowId): Promise<void> {
    const turn = this.inTurn.then(() => this.replayOne(next));
    this.inTurn = turn.catch(() => undefined);
    return turn;
  }

  private async replayOne(next: HistoryAndWorkflowId): Promise<void> {
    this.next = next;
    const { value, done } = (await this.results.next()) as IteratorResult<ReplayResult, undefined>;
    if (done) throw new Error('The replay worker has stopped.');
    if (value.error) throw value.error;
  }

  async stop(): Promise<void> {
    await this.results.return?.();
  }
}

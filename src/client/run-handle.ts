import type { OutcomeOf, PlayContract } from '../domain/play-contract';
import type { PlayResult } from '../domain/play-messages';
import type { RunView, StartedRun } from './wire';

export interface WaitOptions {
  /** How long to wait; for ever when absent. */
  readonly timeoutMs?: number;
  /** Gives up waiting; the run goes on. */
  readonly signal?: AbortSignal;
}

/** A run that was started; `created: false`: it existed already, running or ended, and nothing was started. */
export interface RunHandle<C extends PlayContract = PlayContract> extends StartedRun {
  get(): Promise<RunView>;
  /** How the play ends; its outcome is one of the contract's. */
  waitForResult(options?: WaitOptions): Promise<PlayResult<OutcomeOf<C>>>;
}

/**
 * @module
 * A thread per run in the channel of its account: its first message says how the run stands, the replies what happened.
 * What is said is kept first and posted beside the play, so that nothing waits for Slack.
 */
import type { ThreadLine } from '../../src/store/store';
import type { Room } from '../notify/channel';

/** What activities do with the threads of runs. Where no channel is configured for the account, nothing happens. */
export interface Threads {
  /** Has the thread say something, once per key. */
  say(line: ThreadLine): Promise<void>;
  /** The channel of the run's account, as the house rules name it. */
  channelOf(runId: string): Promise<string | undefined>;
  /** Whether tasks stand in the thread. */
  holdTasks(): Promise<boolean>;
  /**
   * Posts in the thread, after all that it had to say. Undefined where there is none, or where the channel takes nothing:
   * operations then knows. Rejects with what is worth another attempt.
   */
  inRoom<T>(runId: string, post: (room: Room) => Promise<T>): Promise<T | undefined>;
  /** Whether the channel takes messages; when it does not, operations then knows. */
  takes(runId: string): Promise<boolean>;
  /** The thread as it is now, when there is one. */
  room(runId: string): Promise<Room | undefined>;
}

/** Without Slack there are no threads. */
export const NO_THREADS: Threads = {
  say: () => Promise.resolve(),
  channelOf: () => Promise.resolve(undefined),
  holdTasks: () => Promise.resolve(false),
  inRoom: () => Promise.resolve(undefined),
  takes: () => Promise.resolve(false),
  room: () => Promise.resolve(undefined),
};

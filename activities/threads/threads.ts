import { ApplicationFailure } from '@temporalio/common';
import type { ThreadLine } from '../../src/store/store';
import { FoundThreads, NoThread, Unusable, type FoundThreadsDeps, type Thread } from './found-threads';
import type { Threads } from './port';
import { Speaker } from './speaker';
import { lineMessage } from './thread-message';
import { unusableChannels, type UnusableChannel } from './unusable-channels';

export interface ThreadsDeps extends FoundThreadsDeps {
  readonly now: () => Date;
  /** Hears, once a day, of a channel that takes no messages. */
  readonly unusable: (channel: UnusableChannel) => void;
  /** Hears of what failed otherwise; it is tried again. */
  readonly failed: (what: string, error: unknown) => void;
}

/** The threads of this process. What one process has left unsaid, any other says. */
export interface RunningThreads extends Threads {
  /** Says what is still to be said, now and whenever there is more. */
  start(): void;
  /** Ends what is being said; the rest is said after the next start. */
  stop(): Promise<void>;
}

/**
 * Threads in Slack. A line is kept in the store, then posted by the process beside its activities, in order for each
 * run: a Slack that is down, or a channel that was deleted, holds up no play, and what could not be said is said later.
 *
 * @example
 * const threads = createThreads({ store, slack, rules, wordsOf, now, unusable, failed });
 * threads.start();
 * await threads.say({ key: `${runId}/started`, runId, text: 'Started, asked for by Dana Reyes.' });
 */
export function createThreads(deps: ThreadsDeps): RunningThreads {
  const { threadLines } = deps.store;
  const threads = new FoundThreads(deps);
  const tell = unusableChannels(deps);
  const speaker = new Speaker({ failed: deps.failed, runs: () => threadLines.runs(), speak });

  /** Says all that a run has to say, in order. A channel that takes nothing is told to operations, and tried again later. */
  async function speak(runId: string): Promise<void> {
    try {
      for (let lines = await threadLines.waiting(runId); lines.length > 0; lines = await threadLines.waiting(runId))
        for (const line of lines) await sayNow(line);
    } catch (error) {
      if (!(error instanceof NoThread)) throw error;
      if (error instanceof Unusable) return tell(runId, error.channel, error.trouble);
      // The account has no channel any more.
      for (const { key } of await threadLines.waiting(runId)) await threadLines.remove(key);
    }
  }

  async function sayNow({ key, runId, text }: ThreadLine): Promise<void> {
    await threads.inThread(runId, async (thread) => {
      if (text === undefined) return threads.showStanding(runId, thread);
      const place = { channel: () => Promise.resolve(thread.channel), thread: thread.thread };
      await deps.slack.posts.post(key, place, lineMessage(text));
    });
    await threadLines.remove(key);
  }

  async function inRoom<T>(runId: string, act: (thread: Thread) => Promise<T>): Promise<T | undefined> {
    if ((await threads.channelOf(runId)) === undefined) return undefined;
    try {
      await speaker.hearOut(runId);
      return await threads.inThread(runId, act);
    } catch (error) {
      if (isFinal(error)) return undefined;
      if (!(error instanceof NoThread)) throw error;
      if (error instanceof Unusable) await tell(runId, error.channel, error.trouble);
      return undefined;
    }
  }

  return {
    channelOf: (runId) => threads.channelOf(runId),
    holdTasks: async () => (await deps.rules()).tasks === 'channel',
    async say(line) {
      if ((await threads.channelOf(line.runId)) === undefined) return;
      await threadLines.add(line);
      speaker.wake(line.runId);
    },
    room: (runId) => threads.known(runId),
    inRoom,
    // Slack is asked by a call that changes nothing for whoever reads there.
    takes: async (runId) =>
      (await inRoom(runId, (thread) => threads.showStanding(runId, thread).then(() => true))) ?? false,
    start: () => speaker.start(),
    stop: () => speaker.stop(),
  };
}

/** What retrying cannot mend; whoever posts directly instead is told the same, when it is true there, too. */
const isFinal = (error: unknown): boolean => error instanceof ApplicationFailure && error.nonRetryable === true;

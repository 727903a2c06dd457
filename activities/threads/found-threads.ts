import { channelFor, type MessageRules } from '../../src/domain/message-rules';
import { meaningOf, type PlayContract } from '../../src/domain/play-contract';
import { startedAt } from '../../src/domain/play-messages';
import type { Receipt, RunRow, Store } from '../../src/store/store';
import type { Room } from '../notify/channel';
import type { SlackChannel } from '../notify/slack-channel';
import { channelTrouble, isThreadGone, NOT_FOUND, type ChannelTrouble } from '../notify/slack-trouble';
import { rootMessage } from './thread-message';

export interface FoundThreadsDeps {
  readonly store: Store;
  readonly slack: Pick<SlackChannel, 'posts' | 'rooms'>;
  /** The section `messages` of the house rules as it is now. */
  readonly rules: () => Promise<MessageRules>;
  /** How a play and its outcomes are called, by its name. */
  readonly wordsOf: (play: string) => Pick<PlayContract, 'title' | 'outcomes'> | undefined;
}

/** A thread that is there, with the key of its first message. */
export interface Thread extends Room {
  readonly key: string;
  /** The channel as the house rules named it then. */
  readonly named: string;
}

/** There is no channel to say it in. */
export class NoThread extends Error {}

/** The channel takes no messages of ours. */
export class Unusable extends NoThread {
  constructor(
    readonly channel: string,
    readonly trouble: ChannelTrouble,
  ) {
    super(`${channel}: ${trouble.error}`);
  }
}

/** The first message may be deleted, or the channel change: so many threads follow one another at most. */
const MOST_THREADS = 20;
/** The first message is gone, or nobody may change it any more: its replies stay true. */
const ROOT_IS_OVER = ['message_not_found', 'cant_update_message', 'edit_window_closed'];

/** Finds the thread of a run, and begins it where there is none. */
export class FoundThreads {
  constructor(private readonly deps: FoundThreadsDeps) {}

  /** The channel of the run's account. */
  async channelOf(runId: string): Promise<string | undefined> {
    const { store } = this.deps;
    const rules = await this.deps.rules();
    const { channel, teams, accounts } = rules;
    // Most houses have no channels: nothing is looked up for them.
    if (channel === undefined && [teams, accounts].every((each) => Object.keys(each).length === 0)) return undefined;
    const run = await store.runs.get(runId);
    const account = run && (await store.accounts.get(run.accountId));
    return account && channelFor(rules, account, startedAt(runId));
  }

  /** The thread as it is now, when there is one. */
  async known(runId: string): Promise<Thread | undefined> {
    const key = await this.keyOf(runId);
    return threadOf(key, (await this.deps.store.outbox.get(key))?.receipt);
  }

  /**
   * Does something in the thread; in the one that follows it, when it turns out to be lost.
   *
   * @throws NoThread, Unusable
   */
  async inThread<T>(runId: string, act: (thread: Thread) => Promise<T>): Promise<T> {
    const thread = (await this.known(runId)) ?? (await this.begin(runId));
    try {
      return await usable(thread.named, () => act(thread));
    } catch (error) {
      const moved = error instanceof Unusable && (await this.channelOf(runId)) !== thread.named;
      if (!isThreadGone(error) && !moved) throw error;
      await this.deps.store.outbox.finish(`${thread.key}/lost`, {});
      return this.inThread(runId, act);
    }
  }

  /** Has the first message say how the run stands. */
  async showStanding(runId: string, { channel, thread: ts, key }: Thread): Promise<void> {
    const run = await this.deps.store.runs.get(runId);
    if (run) await this.deps.slack.posts.change({ channel, ts }, key, await this.rootOf(run), ROOT_IS_OVER);
  }

  private async begin(runId: string): Promise<Thread> {
    const { store, slack } = this.deps;
    const [named, run] = [await this.channelOf(runId), await store.runs.get(runId)];
    if (named === undefined || !run) throw new NoThread();
    const id = await usable(named, () => slack.rooms.channelId(named));
    if (id === undefined) throw new Unusable(named, NOT_FOUND);
    const key = await this.keyOf(runId);
    const root = await this.rootOf(run);
    const place = { channel: () => Promise.resolve(id), leaves: { named } };
    const begun = threadOf(key, await usable(named, () => slack.posts.post(key, place, root)));
    if (!begun) throw new NoThread();
    return begun;
  }

  /** The key of the thread that is used now, which follows those that were lost. */
  private async keyOf(runId: string): Promise<string> {
    for (let number = 1; ; number += 1) {
      const key = number === 1 ? `${runId}/thread` : `${runId}/thread/${number}`;
      if (number >= MOST_THREADS || !(await this.deps.store.outbox.get(`${key}/lost`))) return key;
    }
  }

  private async rootOf(run: RunRow) {
    const accountName = (await this.deps.store.accounts.get(run.accountId))?.name ?? run.accountId;
    const words = this.deps.wordsOf(run.play);
    const ended = run.outcome === undefined ? undefined : meaningOf(words?.outcomes ?? {}, run.outcome);
    return rootMessage({ ...run, playTitle: words?.title ?? run.play, accountName, ended });
  }
}

async function usable<T>(channel: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const trouble = channelTrouble(error);
    throw trouble ? new Unusable(channel, trouble) : error;
  }
}

function threadOf(key: string, receipt: Receipt | undefined): Thread | undefined {
  return receipt && { key, channel: String(receipt.channel), thread: String(receipt.ts), named: String(receipt.named) };
}

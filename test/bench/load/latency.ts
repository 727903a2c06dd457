import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from '../../../src/domain/account';
import { crowd, crossing, everyday, history, withoutLeaders } from './crowd';
import type { Ground } from './ground';
import { percentile } from './percentile';
import { send, sendAll } from './sender';

export const EVENTS_PER_SECOND = 50;
/** One event in so many starts a play. */
const EVENTS_PER_START = 50;
const BYSTANDERS = 100;
const WARM_UP_STARTS = 2;
/** How long messages may take after the last event. */
const PATIENCE_MS = 60_000;

export interface Latency {
  readonly starts: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Sends 50 events a second, each by itself, at moments that do not wait for answers; one in fifty starts an expansion.
 * Tells the time from the moment an event was due to be sent to the card in front of the CSM.
 */
export async function measureLatency(ground: Ground, starts: number, bystanders = BYSTANDERS): Promise<Latency> {
  const others = withoutLeaders(crowd(ground.example, 'Bystander', bystanders));
  await ground.load(others);
  await sendAll(ground, history(others.accounts));
  await ground.app.accounts.settled();
  // The first plays of a process wait for code to be loaded and compiled.
  await timed(ground, crowd(ground.example, 'First', WARM_UP_STARTS).accounts, others.accounts);
  const times = await timed(ground, crowd(ground.example, 'Growing', starts).accounts, others.accounts);
  return { starts, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}

async function timed(ground: Ground, growing: readonly Account[], others: readonly Account[]): Promise<number[]> {
  await ground.load({ people: [], accounts: [...growing] });
  const calls = everyday(others, growing.length * EVENTS_PER_START, growing[0]!.id);
  growing.forEach((account, index) => (calls[index * EVENTS_PER_START] = crossing(account)));
  const arrivals = new Arrivals(ground, growing);
  const begun = performance.now();
  const due = (index: number) => begun + (index * 1000) / EVENTS_PER_SECOND;
  const sent: Promise<void>[] = [];
  for (const [index, call] of calls.entries()) {
    await pause(Math.max(0, due(index) - performance.now()));
    const sending = send(ground, [call]);
    // Whatever failed is told below; until then it must not end the process unheard.
    sending.catch(() => undefined);
    sent.push(sending);
  }
  await Promise.all(sent);
  const arrived = await arrivals.all();
  return arrived.map((at, index) => at - due(index * EVENTS_PER_START));
}

/** When the first message about each account arrived in Slack. */
class Arrivals {
  private readonly at = new Map<string, number>();
  private readonly seen: number;
  private readonly stop: () => void;

  constructor(
    private readonly ground: Ground,
    private readonly accounts: readonly Account[],
  ) {
    this.seen = ground.inbox.messages().length;
    this.stop = ground.inbox.onChange(() => this.look());
  }

  /** By account, in their order. */
  async all(): Promise<number[]> {
    await this.ground.inbox.until(() => this.at.size === this.accounts.length, PATIENCE_MS);
    this.stop();
    return this.accounts.map(({ id }) => this.at.get(id)!);
  }

  private look(): void {
    const now = performance.now();
    for (const { text, blocks } of this.ground.inbox.messages().slice(this.seen)) {
      const words = JSON.stringify([text, blocks]);
      const account = this.accounts.find(({ name }) => words.includes(name));
      if (account && !this.at.has(account.id)) this.at.set(account.id, now);
    }
  }
}

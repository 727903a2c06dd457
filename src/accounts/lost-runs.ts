import type { Client } from '@temporalio/client';
import { isAlive, noteLost, type AskCoordinator } from '../../activities/coordination';
import type { Store } from '../store';

export interface LostRunsDeps {
  readonly store: Store;
  readonly temporal: Client;
  readonly ask: AskCoordinator;
  readonly now: () => Date;
}

/** A run is in the store before it begins in Temporal. */
const STARTING_MS = 10 * 60_000;

/**
 * Runs that somebody ended in Temporal without a word count as ended: their coordinators hear of it, so that promotion
 * runs again and what waited for them may start.
 */
export async function endLostRuns({ store, temporal, ask, now }: LostRunsDeps): Promise<void> {
  for (const account of await store.observations.accounts()) {
    for (const { runId, accountId, startedAt } of await store.runs.list({
      accountId: account,
      state: ['running', 'paused'],
    })) {
      const begun = Date.parse(startedAt) + STARTING_MS <= now().getTime();
      if (!begun || (await isAlive(temporal, runId))) continue;
      await ask(accountId, { type: 'ended', id: `${runId}/lost`, runId, outcome: 'gone' });
      await noteLost(store, runId, now().toISOString());
    }
  }
}

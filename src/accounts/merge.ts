import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { AskCoordinator } from '../../activities/coordination';
import { COORDINATOR, coordinatorIdOf } from '../domain/coordinator-messages';
import type { Merge, Merged, Store } from '../store';

export interface MergeDeps {
  readonly store: Store;
  readonly temporal: Client;
  readonly ask: AskCoordinator;
}

/**
 * Makes one account of two: everything known of the one belongs to the other, and its running plays go on there. Done
 * again, it changes nothing; where a crash cut it short, the next look at what was left finishes it.
 *
 * @throws StoreError NOT_FOUND for an account that does not exist; INVALID_RECORD when the two cannot be one
 */
export async function mergeAccounts(deps: MergeDeps, wanted: Merge): Promise<Merged> {
  const merge = await deps.store.merges.merge(wanted);
  await joinCoordinators(deps, merge);
  return merge;
}

/** Finishes every merge whose coordinators are still two. */
export async function finishMerges(deps: MergeDeps): Promise<void> {
  for (const merge of await deps.store.merges.unfinished()) await joinCoordinators(deps, merge);
}

/** How long each coordinator gets for its answer. */
const ANSWER_MS = 15_000;

/** One coordinator decides for both: the other one finishes what is under way, and what it remembers is taken over. */
async function joinCoordinators({ store, temporal, ask }: MergeDeps, { fromId, intoId, same }: Merged): Promise<void> {
  const inTime = <T>(call: () => Promise<T>) => temporal.withDeadline(Date.now() + ANSWER_MS, call);
  try {
    const other = temporal.workflow.getHandle(coordinatorIdOf(fromId));
    await inTime(() => other.executeUpdate<void, []>(COORDINATOR.retire));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  const theirs = await store.coordination.load(fromId);
  if (!theirs) return store.merges.takeRest(fromId, intoId);
  const id = `absorb/${fromId}/${theirs.state.asOf ?? ''}`;
  await inTime(() => ask(intoId, { type: 'absorb', id, from: fromId, theirs, same }));
}

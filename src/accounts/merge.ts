import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { AskCoordinator } from '../../activities/coordination';
import { coordinatorIdOf } from '../domain/coordinator-messages';
import type { Merge, Store } from '../store';

export interface MergeDeps {
  readonly store: Store;
  readonly temporal: Client;
  readonly ask: AskCoordinator;
}

/**
 * Makes one account of two: everything known of the one belongs to the other, and its running plays go on there. Done
 * again, it changes nothing; where a crash cut it short, the next sweep finishes it.
 *
 * @throws StoreError NOT_FOUND for an account that does not exist; INVALID_RECORD when the two cannot be one
 */
export async function mergeAccounts(deps: MergeDeps, wanted: Merge): Promise<Merge> {
  const merge = await deps.store.merges.merge(wanted);
  await joinCoordinators(deps, merge);
  return merge;
}

/** Finishes every merge whose coordinators are still two. */
export async function finishMerges(deps: MergeDeps): Promise<void> {
  for (const merge of await deps.store.merges.unfinished()) await joinCoordinators(deps, merge);
}

/**
 * One coordinator decides for both. The other one is stopped, whatever it is doing: what it had decided it has kept, and
 * whoever was asking it asks again and comes to the right one.
 */
async function joinCoordinators({ store, temporal, ask }: MergeDeps, { fromId, intoId }: Merge): Promise<void> {
  try {
    await temporal.workflow.getHandle(coordinatorIdOf(fromId)).terminate(`${fromId} became part of ${intoId}.`);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  const theirs = await store.coordination.load(fromId);
  if (!theirs) return;
  await ask(intoId, { type: 'absorb', id: `absorb/${fromId}/${theirs.state.asOf ?? ''}`, from: fromId, theirs });
}

import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Store } from '../../src/store/store';
import type { Instant } from '../../src/domain/waits';

const LOST =
  'The run was ended in Temporal from outside. If it should go on, start the play again with another key and --override REASON.';

/** Whether Temporal knows the run as running. */
export async function isAlive(temporal: Client, runId: string): Promise<boolean> {
  try {
    const { status } = await temporal.workflow.getHandle(runId).describe();
    return status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Notes in the read model that a run ended without a word. */
export async function noteLost(store: Store, runId: string, endedAt: Instant): Promise<void> {
  if (!(await store.runs.get(runId))) return;
  await store.runs.update(runId, { state: 'ended', outcome: 'lost', reason: LOST, endedAt });
  for (const { taskId } of await store.tasks.list({ runId, state: 'open' }))
    await store.tasks.update(taskId, { state: { kind: 'closed', why: LOST, at: endedAt } });
}

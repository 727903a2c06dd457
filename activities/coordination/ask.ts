import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { COORDINATOR, coordinatorIdOf, type Ask, type CoordinatorInput } from '../../src/domain/coordinator-messages';
import type { Verdict } from '../../src/domain/coordination';

type Coordinator = (input: CoordinatorInput) => Promise<void>;

/** Puts requests before the coordinators of accounts. */
export type AskCoordinator = (accountId: string, ask: Ask) => Promise<Verdict>;

/**
 * Asks the coordinator of an account, which is started when none runs (update-with-start). The update has the id of
 * the request: asked again after a lost answer, it gets the same answer. Where the account becomes part of another one in the
 * middle of it, the coordinator of that one is asked.
 *
 * @param currentAccount the account that is meant by an id; absent: none was merged
 */
export function askCoordinator(
  temporal: Client,
  taskQueue: string,
  currentAccount: (accountId: string) => Promise<string> = async (accountId) => accountId,
): AskCoordinator {
  const put: AskCoordinator = (accountId, ask) =>
    temporal.workflow.executeUpdateWithStart<Coordinator, Verdict, [Ask]>(COORDINATOR.ask, {
      args: [ask],
      updateId: ask.id,
      startWorkflowOperation: new WithStartWorkflowOperation<Coordinator>(COORDINATOR.workflow, {
        workflowId: coordinatorIdOf(accountId),
        taskQueue,
        args: [{ version: 1, accountId }],
        workflowIdConflictPolicy: 'USE_EXISTING',
        staticSummary: `Coordinator of ${accountId}`,
      }),
    });
  return async (accountId, ask) => {
    const asked = await currentAccount(accountId);
    try {
      return await put(asked, ask);
    } catch (error) {
      const now = await currentAccount(accountId);
      if (now === asked) throw error;
      return put(now, ask);
    }
  };
}

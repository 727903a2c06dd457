import { asSeenFrom } from '../../src/domain/account';
import { startedAt } from '../../src/domain/play-messages';
import { accountOf } from '../account-team';
import type { Store } from '../../src/store/store';
import type { RecordsActivities } from './port';

/** Reads of the account view and writes of the read model. */
export function createRecordsActivities({ store, waitScale }: { store: Store; waitScale: number }): RecordsActivities {
  return {
    async account(accountId) {
      return asSeenFrom(accountId, await accountOf(store, accountId));
    },
    async openRun(run) {
      const account = asSeenFrom(startedAt(run.runId), await accountOf(store, run.accountId));
      await store.runs.open(run);
      return { account, waitScale };
    },
    async updateRun({ runId, change }) {
      await store.runs.update(runId, change);
    },
    async record(entry) {
      await store.ledger.add(entry);
    },
    async keepTask(task) {
      await store.tasks.open(task);
    },
  };
}

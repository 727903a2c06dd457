import { asSeenFrom } from '../../src/domain/account';
import { accountOf } from '../account-team';
import type { Store } from '../../src/store/store';
import type { RecordsActivities } from './port';

/** Reads of the account view and writes of the read model. */
export function createRecordsActivities({ store, waitScale }: { store: Store; waitScale: number }): RecordsActivities {
  return {
    async account(accountId) {
      const account = await accountOf(store, accountId);
      return account.id === accountId ? account : asSeenFrom(accountId, account);
    },
    async openRun(run) {
      const context = { account: await accountOf(store, run.accountId), waitScale };
      await store.runs.open(run);
      return context;
    },
    async updateRun({ runId, change }) {
      await store.runs.update(runId, change);
    },
    async record(entry) {
      await store.ledger.add(entry);
    },
  };
}

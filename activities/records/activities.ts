import { failure } from '../failures';
import type { Store } from '../../src/store/store';
import type { RecordsActivities } from './port';

/** Reads of the account view and writes of the read model. */
export function createRecordsActivities({ store, waitScale }: { store: Store; waitScale: number }): RecordsActivities {
  async function account(accountId: string) {
    const found = await store.accounts.get(accountId);
    if (!found) throw failure('UNKNOWN_ACCOUNT', `There is no account "${accountId}".`);
    return found;
  }
  return {
    account,
    async openRun(run) {
      const context = { account: await account(run.accountId), waitScale };
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

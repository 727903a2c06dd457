import { failure } from '../failures';
import type { Store } from '../../src/store/store';
import type { CrmActivities } from './port';

/** The account view itself as CRM: the adapter until one is connected. */
export function createCrmActivities({ store }: { store: Store }): CrmActivities {
  return {
    async updateContract({ key, accountId, change, at }) {
      if (!(await store.accounts.get(accountId))) {
        throw failure('UNKNOWN_ACCOUNT', `There is no account "${accountId}".`);
      }
      await store.accounts.updateContract(key, accountId, change, at);
    },
  };
}

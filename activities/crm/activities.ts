import { accountOf } from '../account-team';
import { failure } from '../failures';
import type { Store } from '../../src/store/store';
import type { CrmActivities } from './port';

/** The account view itself as CRM: the adapter until one is connected. */
export function createCrmActivities({ store }: { store: Store }): CrmActivities {
  return {
    async assignRole({ key, accountId, role, email: written, at }) {
      const { id } = await accountOf(store, accountId);
      const person = await store.people.byEmail(written.trim());
      if (!person) return undefined;
      const { name, email } = person;
      await store.accounts.assignRole(key, id, { role, email }, at);
      return { name, email };
    },
    async updateContract({ key, accountId, change, at }) {
      if (!(await store.accounts.get(accountId))) {
        throw failure('UNKNOWN_ACCOUNT', `There is no account "${accountId}".`);
      }
      await store.accounts.updateContract(key, accountId, change, at);
    },
  };
}

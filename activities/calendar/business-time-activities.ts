import type { Account } from '../../src/domain/account';
import { answerDue, type WorkingCalendar } from '../../src/domain/business-time';
import type { Store } from '../../src/store/store';
import { accountOf, contactOf, holderOf } from '../account-team';
import type { BusinessDeadlineRequest, BusinessTimeActivities } from './port';

/**
 * Business time as local activities, so that a change of zones, holidays or roles never changes a replay.
 * UNKNOWN_ACCOUNT, UNKNOWN_CONTACT and ROLE_UNASSIGNED are final.
 */
export function createBusinessTimeActivities(deps: { store: Store; waitScale: number }): BusinessTimeActivities {
  return {
    async businessDeadline(request) {
      const account = await accountOf(deps.store, request.accountId);
      const asked = await calendarFor(deps.store, account, request);
      return answerDue(request.from, request.wait, { asked, account }, deps.waitScale);
    },
  };
}

async function calendarFor(
  store: Store,
  account: Account,
  { of, from }: BusinessDeadlineRequest,
): Promise<WorkingCalendar> {
  if (!of) return account;
  return 'role' in of ? (await holderOf(store, account, of.role, from)).person : contactOf(account, of.contactId);
}

import { businessDeadline, nextWorkingMoment, type WorkingCalendar } from '../../src/domain/business-time';
import type { Store } from '../../src/store/store';
import { contactOf, personFor, surroundings, type Surroundings } from './participants';
import type { BusinessDeadlineRequest, BusinessTimeActivities } from './port';

/**
 * Business time as local activities, so that a change of zones, holidays or roles never changes a replay.
 * UNKNOWN_ACCOUNT, UNKNOWN_CONTACT and ROLE_UNASSIGNED are final.
 */
export function createBusinessTimeActivities(deps: { store: Store; waitScale: number }): BusinessTimeActivities {
  return {
    async businessDeadline(request) {
      const calendar = calendarFor(await surroundings(deps.store, request.accountId), request);
      return businessDeadline(request.from, request.wait, calendar, deps.waitScale);
    },
    async nextWorkingMoment({ at, accountId, contactId }) {
      const contact = contactOf(await surroundings(deps.store, accountId), contactId);
      return deps.waitScale === 1 ? nextWorkingMoment(at, contact) : at;
    },
  };
}

function calendarFor(around: Surroundings, { of, from }: BusinessDeadlineRequest): WorkingCalendar {
  if (!of) return around.account;
  return 'role' in of ? personFor(around, of.role, from) : contactOf(around, of.contactId);
}

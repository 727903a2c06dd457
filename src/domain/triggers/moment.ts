import { stageOf } from '../account';
import type { AccountView } from '../account-view';
import type { Observed } from '../observations';
import type { Instant } from '../waits';
import { dayOf } from '../wording';

/** One step of the fold: what was observed, or that a day began, and what that made of the view. */
export interface Moment {
  readonly at: Instant;
  /** Absent at midnight. */
  readonly observed?: Observed;
  readonly before: AccountView;
  readonly view: AccountView;
}

export const isCustomer = ({ account }: AccountView): boolean => stageOf(account) === 'customer';

const DAY_MS = 86_400_000;

/** Whole and broken days from one instant (or date) to another. */
export const daysBetween = (from: Instant, to: Instant): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** Calendar days, in UTC, from one instant (or date) to another. */
export const calendarDays = (from: Instant, to: Instant): number => daysBetween(dayOf(from), dayOf(to));

import { COMMITTEE_ROLES, type CommitteeRole } from '../roles';
import { later, waitMs, type CalendarWait, type Instant } from '../waits';
import { entryOf } from './entries';
import type { AccountView } from './view';

/** How well the buying committee is known (playbook §4). Every role is in one of the three. */
export interface Coverage {
  /** Roles with a contact who engaged lately. */
  readonly engaged: readonly CommitteeRole[];
  /** Roles that somebody has, but nobody who engaged lately. */
  readonly silent: readonly CommitteeRole[];
  /** Roles that nobody has, as far as we know. */
  readonly open: readonly CommitteeRole[];
}

/** When the contact last engaged with marketing or sales or used the product. */
export function lastHeardOf({ engagement, lastUse }: AccountView, contactId: string): Instant | undefined {
  const [a, b] = [entryOf(engagement, contactId), entryOf(lastUse, contactId)];
  return a && b ? (a > b ? a : b) : (a ?? b);
}

/**
 * Which committee roles have a contact who engaged with marketing or sales, or used the product, within the time before
 * `at`: 30 days, as in the playbook's account readiness (§5).
 */
export function coverage(view: AccountView, at: Instant, within: CalendarWait = '30 days'): Coverage {
  const since = later(at, -waitMs(within));
  const held = new Set<CommitteeRole>();
  const active = new Set<CommitteeRole>();
  for (const { id, committeeRole } of view.account.contacts) {
    if (!committeeRole) continue;
    held.add(committeeRole);
    const heard = lastHeardOf(view, id);
    if (heard !== undefined && heard >= since && heard <= at) active.add(committeeRole);
  }
  return {
    engaged: COMMITTEE_ROLES.filter((role) => active.has(role)),
    silent: COMMITTEE_ROLES.filter((role) => held.has(role) && !active.has(role)),
    open: COMMITTEE_ROLES.filter((role) => !held.has(role)),
  };
}

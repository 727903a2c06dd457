import type { Contact } from '../../src/domain/account';
import { atLeast } from '../../src/domain/roles';
import { waitMs, type CalendarWait, type Instant } from '../../src/domain/waits';

/** For how long somebody counts as a new leader. */
export const NEW_FOR: CalendarWait = '120 days';

/**
 * Why the leader whom the expansion began with is not one to turn to now, in a clause.
 *
 * @example
 * whyNotTheLeader(leader, '2026-11-22T09:00:00.000Z'); // 'Olivia Grant joined more than 120 days ago'
 */
export function whyNotTheLeader(leader: Contact | undefined, now: Instant): string {
  if (!leader) return 'The new leader is no longer among their contacts';
  const { name, consent, joinedAt, seniority } = leader;
  if (consent === 'withdrawn') return `${name} must not be written to`;
  if (joinedAt === undefined) return `It is not known when ${name} joined`;
  const days = Date.parse(now) - Date.parse(joinedAt);
  if (days < 0) return `${name} has not joined yet`;
  if (days > waitMs(NEW_FOR)) return `${name} joined more than ${NEW_FOR} ago`;
  return atLeast(seniority, 'vp') ? `${name} is not there` : `${name} is not of the rank of VP or above`;
}

import { emptyView, type AccountView, type SurveyAnswer, type UsagePoint } from '../../account-view';
import type { Contact } from '../../account';
import { later, waitMs, type Instant } from '../../waits';

/** The moment the samples speak of. */
export const NOW: Instant = '2026-03-02T09:00:00.000Z';

/** `daysAgo(12)`: twelve days before `NOW`, to the millisecond. */
export const daysAgo = (days: number): Instant => later(NOW, -days * waitMs('1 day'));

/** The UTC day so many days before `NOW`. */
export const dayAgo = (days: number): string => daysAgo(days).slice(0, 10);

export const contact = (id: string, change: Partial<Contact> = {}): Contact => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  email: `${id}@acme.example`,
  seniority: 'manager',
  timeZone: 'UTC',
  country: 'US',
  consent: 'granted',
  ...change,
});

export const seats = (used: number, age = 1, allowed = 100): UsagePoint => ({ at: daysAgo(age), used, allowed });

export const nps = (contactId: string | undefined, score: number, age = 1): SurveyAnswer => ({
  kind: 'nps',
  contactId,
  score,
  at: daysAgo(age),
});

/** The same use every day, from so many days ago to another. */
export const usedDaily = (times: number, from: number, to: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: from - to + 1 }, (_, index) => [dayAgo(from - index), times]));

/** A customer of whom nothing else is known. */
export const unknownAccount: AccountView = {
  ...emptyView('acme'),
  account: { ...emptyView('acme').account, name: 'Acme', tier: 'one-to-one', stage: 'customer' },
};

const CONTRACT = { plan: 'team', seats: 100, seatPrice: 480, currency: 'USD', limits: [], arr: 48_000 } as const;

/** A customer with nothing to complain about: everything is known, and all is at its best but for six free seats. */
export const thriving: AccountView = {
  ...unknownAccount,
  account: {
    ...unknownAccount.account,
    contract: { ...CONTRACT, limits: [], renewalOn: '2026-12-01' },
    contacts: [
      contact('ana', { committeeRole: 'champion' }),
      contact('bo', { committeeRole: 'economic-buyer', seniority: 'vp' }),
      contact('cy', { committeeRole: 'end-user' }),
    ],
  },
  usage: { seats: [seats(80, 30), seats(94, 1)] },
  activity: usedDaily(20, 70, 1),
  lastUse: { ana: daysAgo(1), bo: daysAgo(2), cy: daysAgo(3) },
  engagement: { ana: daysAgo(5), bo: daysAgo(20) },
  cases: { first: { severity: 3, openedAt: daysAgo(40), resolvedAt: daysAgo(39.5), reopened: 0 } },
  answers: [nps('ana', 10, 10)],
  meetings: [{ at: daysAgo(12), with: ['csm', 'exec-sponsor'], contactId: 'bo' }],
  notices: { 'payment.received': daysAgo(15) },
  since: daysAgo(800),
  lastSeen: daysAgo(1),
};

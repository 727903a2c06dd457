import type { Contact } from '../../src/domain/account';
import { whyNotTheLeader } from './leader';

const now = '2026-11-22T09:00:00.000Z';
const olivia: Contact = {
  ...{
    id: 'olivia',
    name: 'Olivia Grant',
    email: 'olivia@acme.example',
    seniority: 'vp',
    timeZone: 'UTC',
    country: 'US',
  },
  ...{ consent: 'granted', joinedAt: '2026-11-01T00:00:00.000Z' },
};

it.each<[Partial<Contact> | undefined, string]>([
  [undefined, 'The new leader is no longer among their contacts'],
  [{ consent: 'withdrawn' }, 'Olivia Grant must not be written to'],
  [{ joinedAt: '2026-07-24T00:00:00.000Z' }, 'Olivia Grant joined more than 120 days ago'],
  [{ joinedAt: '2026-12-01T00:00:00.000Z' }, 'Olivia Grant has not joined yet'],
  [{ joinedAt: undefined }, 'It is not known when Olivia Grant joined'],
  [{ seniority: 'manager' }, 'Olivia Grant is not of the rank of VP or above'],
])('of a leader with %j it says truly why somebody else stands in', (change, why) => {
  expect(whyNotTheLeader(change && { ...olivia, ...change }, now)).toBe(why);
});

import type { Contact } from './account';
import { committeeAmong, mayBeMailed, partnersAmong } from './partners';

const contact = (id: string, change: Partial<Contact> = {}): Contact => ({
  ...{ id, name: id, email: `${id}@acme.example`, seniority: 'manager', timeZone: 'UTC', country: 'US' },
  ...{ consent: 'granted', ...change },
});
const ids = (contacts: readonly Contact[]) => contacts.map(({ id }) => id);
const buyer = contact('buyer', { committeeRole: 'economic-buyer', seniority: 'vp' });
const champion = contact('champion', { committeeRole: 'champion' });
const user = contact('user', { committeeRole: 'end-user', seniority: 'individual' });
const boss = contact('boss', { seniority: 'c-level' });

it('meets champions and economic buyers, otherwise whoever is most senior', () => {
  expect(ids(partnersAmong([user, buyer, boss, champion]))).toEqual(['champion', 'buyer']);
  expect(ids(partnersAmong([user, boss]))).toEqual(['boss']);
  expect(partnersAmong([])).toEqual([]);
});

it('takes for the committee whoever has a role in it, and everybody where no role is known', () => {
  expect(ids(committeeAmong([user, boss, champion]))).toEqual(['user', 'champion']);
  expect(ids(committeeAmong([boss, contact('other')]))).toEqual(['boss', 'other']);
});

it('mails only those who consented', () => {
  expect((['granted', 'unknown', 'withdrawn'] as const).map((consent) => mayBeMailed({ ...user, consent }))).toEqual([
    true,
    false,
    false,
  ]);
});

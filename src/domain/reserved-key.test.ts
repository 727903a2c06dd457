import { accountSchema } from './account';
import { OBSERVATIONS, parseObservation } from './observations';
import { isUsableKey, reservedKeyIn } from './reserved-key';

const CONTRACT = { plan: 'Team', seats: 10, seatPrice: 1, currency: 'EUR', arr: 10, renewalOn: '2027-01-31' };
const CONTACT = { id: 'ben', name: 'Ben', email: 'ben@acme.example', seniority: 'manager', timeZone: 'UTC' };
const accountWith = ({ limit = 'seats', contact = 'ben', id = 'acme' }) =>
  accountSchema.safeParse({
    ...{ id, name: 'Acme', timeZone: 'UTC', country: 'US', tier: 'one-to-few', team: {} },
    contract: { ...CONTRACT, limits: [{ name: limit, used: 1, limit: 2 }] },
    contacts: [{ ...CONTACT, id: contact, country: 'US', consent: 'granted' }],
  });

it.each([
  [{ limit: '__proto__' }, ['contract', 'limits', 0, 'name']],
  [{ contact: '__proto__' }, ['contacts', 0, 'id']],
  [{ id: '__proto__' }, ['id']],
])('an account with the reserved name %j is refused by its field', (names, path) => {
  const { error } = accountWith(names);
  expect(error?.issues).toMatchObject([{ path, message: expect.stringContaining('"__proto__"') as string }]);
});

it.each([
  ['usage.measured', { limit: '__proto__', used: 1 }, 'limit'],
  ['milestone.reached', { milestone: '__proto__' }, 'milestone'],
  ['support.opened', { case: '__proto__', severity: 1 }, 'case'],
  ['deal.won', { deal: '__proto__' }, 'deal'],
] as const)('%s of the reserved name is refused by its field', (type, data, field) => {
  const { error } = OBSERVATIONS[type].safeParse(data);
  expect(error?.issues).toMatchObject([{ path: [field], message: expect.stringContaining('reserved') as string }]);
});

it.each(['constructor', 'prototype', 'toString'])('"%s" is a name like others', (name) => {
  expect(isUsableKey(name)).toBe(true);
  expect(accountWith({ limit: name, contact: name, id: name }).error).toBeUndefined();
  expect(parseObservation('usage.measured', { limit: name, used: 1 }).data).toEqual({ limit: name, used: 1 });
});

it('the reserved key is found wherever it is, however deeply JSON nests', () => {
  expect(reservedKeyIn(JSON.parse('{"a": [1, {"__proto__": {"b": 1}}]}'))).toEqual(['a', '1', '__proto__']);
  expect(reservedKeyIn(JSON.parse('{"a": ["__proto__", {"constructor": null}]}'))).toBeUndefined();
  const depth = 100_000;
  expect(reservedKeyIn(JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`))).toBeUndefined();
});

import { Secret, type ApiKey } from '../../config';
import type { Account, AccountFile, Person } from '../../domain/account';

const person = (name: string, more: Partial<Person> = {}): Person => ({
  email: `${name.toLowerCase()}@example.com`,
  name,
  timeZone: 'Europe/Berlin',
  country: 'DE',
  ...more,
});

/** Ana is the CSM; Ben stands in while Cleo, the AE, is away; Dan has no role. */
export const PEOPLE: readonly Person[] = [
  person('Ana'),
  person('Ben'),
  person('Cleo', {
    delegate: 'ben@example.com',
    away: { from: '2020-01-01T00:00:00.000Z', until: '2100-01-01T00:00:00.000Z' },
  }),
  person('Dan'),
];

export const ACME: Account = {
  id: 'acme',
  name: 'Acme',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  tier: 'one-to-one',
  contract: {
    plan: 'Team',
    seats: 10,
    seatPrice: 100,
    currency: 'EUR',
    limits: [],
    arr: 1000,
    renewalOn: '2027-01-31',
  },
  contacts: [],
  team: { csm: 'ana@example.com', ae: 'cleo@example.com' },
  valueSoFar: [],
};
export const ACCOUNT_FILE: AccountFile = { people: [...PEOPLE], accounts: [ACME] };

const key = (name: string, role: ApiKey['role']): ApiKey => ({
  name,
  role,
  secret: new Secret(`${name}-0123456789abcdef`),
});
export const KEYS = { ops: key('ops', 'operator'), root: key('root', 'admin'), reader: key('reader', 'viewer') };
export const bearer = ({ secret }: ApiKey) => ({ authorization: `Bearer ${secret.reveal()}` });

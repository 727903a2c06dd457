import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountFileSchema, type Person } from '../src/domain/account';
import { openStore, type Store } from '../src/store';
import { holderOf } from './account-team';

const EXAMPLE = join(__dirname, '..', 'examples', 'acme.json');
const AT = '2026-03-10T12:00:00.000Z';
const away = { from: '2026-03-09T00:00:00.000Z', until: '2026-03-12T00:00:00.000Z' };

let store: Store;
let read: string[];
beforeAll(async () => {
  store = await openStore({});
});
beforeEach(() => (read = []));
afterAll(() => store.close());

const [account] = accountFileSchema.parse(JSON.parse(readFileSync(EXAMPLE, 'utf8'))).accounts;
const person = (name: string, more: Partial<Person> = {}): Person => ({
  ...{ email: `${name.toLowerCase()}@vendor.example`, name, timeZone: 'UTC', country: 'US' },
  ...more,
});

async function holder(people: readonly Person[]) {
  for (const each of people) await store.people.save(each);
  const byEmail = async (email: string) => {
    read.push(email);
    return store.people.byEmail(email);
  };
  const team = { csm: 'Ana@vendor.example' };
  return holderOf({ ...store, people: { ...store.people, byEmail } }, { ...account!, team }, 'csm', AT);
}

describe('who answers for a role', () => {
  it('is its holder, and nobody else is looked up', async () => {
    expect(await holder([person('Ana', { delegate: 'ben@vendor.example' }), person('Ben')])).toMatchObject({
      person: { name: 'Ana' },
    });
    expect(read).toHaveLength(1);
  });

  it('is the first delegate of the line who is there', async () => {
    const people = [
      person('Ana', { away, delegate: 'ben@vendor.example' }),
      person('Ben', { away, delegate: 'cem@vendor.example' }),
      person('Cem', { delegate: 'dora@vendor.example' }),
    ];
    expect(await holder(people)).toMatchObject({ person: { name: 'Cem' }, standsInFor: { name: 'Ana' } });
  });

  it('is the holder when those of the line stand in for each other and all are away', async () => {
    const people = [
      person('Ana', { away, delegate: 'ben@vendor.example' }),
      person('Ben', { away, delegate: 'ana@vendor.example' }),
    ];
    expect((await holder(people)).person).toMatchObject({ name: 'Ana' });
  });
});

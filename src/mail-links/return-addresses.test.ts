import fc from 'fast-check';
import { Secret } from '../config';
import { openStore, type Store } from '../store';
import { createReturnAddresses, type ReturnAddresses } from '.';

let store: Store;
let addresses: ReturnAddresses;
beforeAll(async () => {
  store = await openStore({});
  const secret = new Secret('the-secret-of-the-tests-0123456789');
  addresses = createReturnAddresses({ secret, domain: 'Plays.Example.com', outbox: store.outbox });
});
afterAll(() => store.close());

const about = { kind: 'reply', taskId: 't', runId: 'r', email: 'ana@example.com' } as const;

it('stands for one mail, fits into a local part, and survives a change of case', async () => {
  const address = await addresses.give('key', about);
  expect(address).toMatch(/^reply\+[0-9a-f]{48}@plays\.example\.com$/);
  expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
  expect(await addresses.give('key', about)).toBe(address);
  expect(addresses.given('key', about)).toBe(address);
  expect(await addresses.give('other', about)).not.toBe(address);
  expect(await addresses.read(address.toUpperCase())).toEqual(about);
});

it('is nothing when it is guessed, changed, of another kind or domain', async () => {
  const address = await addresses.give('key', about);
  const others = [address.replace('reply', 'bounce'), address.replace('plays.', ''), address.replace('@', '0@')];
  for (const other of others) expect(await addresses.read(other)).toBeUndefined();
  await fc.assert(
    fc.asyncProperty(fc.nat(47), fc.constantFrom(...'0123456789abcdef'), async (at, digit) => {
      const index = 'reply+'.length + at;
      fc.pre(address[index] !== digit);
      expect(await addresses.read(address.slice(0, index) + digit + address.slice(index + 1))).toBeUndefined();
    }),
  );
});

import fc from 'fast-check';
import { accountSchema, type Account } from '../domain/account';
import { account, at, contact, fresh, person, run } from './samples.contract';
import type { Store } from './store';

/** PostgreSQL stores every character but NUL. */
const words = (max: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: max / 5 }).filter((text) => !text.includes('\0'));

const anyAccount: fc.Arbitrary<Account> = fc
  .record({
    name: words(100),
    tier: fc.constantFrom('one-to-one', 'one-to-few', 'one-to-many'),
    valueSoFar: fc.array(words(100), { maxLength: 3 }),
    seatPrice: fc.double({ min: 0, max: 1e15, noNaN: true }),
    contacts: fc.array(fc.record({ name: words(100), title: fc.option(words(100), { nil: undefined }) }).map(contact), {
      maxLength: 4,
    }),
  })
  .map(({ seatPrice, ...rest }) => {
    const base = account(rest);
    return accountSchema.parse({ ...base, contract: { ...base.contract, seatPrice: Math.abs(seatPrice) } });
  });

export function accountsContract(store: () => Store): void {
  describe('accounts', () => {
    test('how they stand is told by name: health, renewal, who looks after them, what runs', async () => {
      const csm = person();
      await store().people.save(csm);
      const [busy, bare] = [
        account({ name: 'Beta', team: { csm: csm.email.toUpperCase(), ae: 'tom@vendor.example' } }),
        account({ name: 'Alpha', contract: undefined, team: { 'cs-manager': csm.email } }),
      ];
      for (const each of [busy, bare, account({ team: {} })]) await store().accounts.save(each);
      const plays = ['renewal', 'expansion', 'pulse'].map((play, index) =>
        run({ play, accountId: busy.id, startedAt: at(index), state: index === 1 ? 'paused' : 'running' }),
      );
      for (const each of [...plays, run({ accountId: busy.id, state: 'ended' })]) await store().runs.open(each);
      const days = [
        { day: '2026-03-01', score: 70, confidence: 0.5, segment: 'stable', because: 'It was fine.' },
        { day: '2026-03-02', score: 41, confidence: 0.5, segment: 'at-risk', because: 'Usage fell.' },
      ];
      await store().accountStates.fold([busy.id], 'rules', at(0), async () => ({
        ...{ state: {}, account: busy, health: days, outgoing: [] },
      }));
      const theirs = [
        { id: bare.id, name: 'Alpha', plays: [] },
        {
          ...{ id: busy.id, name: 'Beta', health: 41, segment: 'at-risk', renewalOn: '2026-11-30' },
          csm: { email: csm.email.toUpperCase(), name: csm.name },
          plays: ['renewal', 'expansion', 'pulse'],
        },
      ];
      expect(await store().accounts.standings({ heldBy: csm.email })).toEqual(theirs);
      expect(await store().accounts.standings()).toEqual(expect.arrayContaining(theirs));
      expect(await store().accounts.standings({ heldBy: fresh('nobody') })).toEqual([]);
    });

    test('an account comes back exactly as it was saved', async () => {
      await fc.assert(
        fc.asyncProperty(anyAccount, async (saved) => {
          await store().accounts.save(saved);
          const read = await store().accounts.get(saved.id);
          expect(read).toEqual(saved);
          expect(accountSchema.parse(read)).toEqual(saved);
        }),
        { numRuns: 25 },
      );
    });

    test('saving replaces the record with its contacts, and keeps their order', async () => {
      const [first, second, third] = [contact(), contact(), contact({ email: 'New.Person@acme.example' })];
      const before = account({ contacts: [first, second] });
      const after = { ...before, name: 'Acme Group', contacts: [third, { ...first, title: 'COO' }] };
      await store().accounts.save(before);
      await store().accounts.save(after);
      expect(await store().accounts.get(before.id)).toEqual(after);
      await store().accounts.save({ ...after, contacts: [] });
      expect(await store().accounts.get(before.id)).toEqual({ ...after, contacts: [] });
    });

    test('simultaneous saves leave one of the versions, never a mixture', async () => {
      const { id } = account();
      const versions = [1, 2, 3, 4].map((n) =>
        account({ id, name: `Version ${n}`, contacts: [contact({ id: 'shared', name: `Of ${n}` }), contact()] }),
      );
      await Promise.all(versions.map((version) => store().accounts.save(version)));
      expect(versions).toContainEqual(await store().accounts.get(id));
    });

    test('the list gives ids and names in the order of the names', async () => {
      const prefix = fresh('name');
      const ids = ['b', 'a'].map(async (name) => {
        const saved = account({ name: `${prefix} ${name}` });
        await store().accounts.save(saved);
        return saved.id;
      });
      const [b, a] = await Promise.all(ids);
      const mine = (await store().accounts.list()).filter(({ name }) => name.startsWith(prefix));
      expect(mine).toEqual([
        { id: a, name: `${prefix} a` },
        { id: b, name: `${prefix} b` },
      ]);
    });

    test('an account that is not there is undefined', async () => {
      expect(await store().accounts.get(fresh('account'))).toBeUndefined();
    });

    test('a record that cannot be stored is refused with the reason, and nothing is written', async () => {
      const twice = { ...account(), contacts: [contact({ id: 'same' }), contact({ id: 'same' })] };
      await expect(store().accounts.save(twice)).rejects.toMatchObject({
        code: 'INVALID_RECORD',
        message: expect.stringContaining('two contacts with the id "same"') as string,
      });
      const nul = account({ name: 'a\0b' });
      await expect(store().accounts.save(nul)).rejects.toMatchObject({ code: 'INVALID_RECORD' });
      expect(await store().accounts.get(twice.id)).toBeUndefined();
      expect(await store().accounts.get(nul.id)).toBeUndefined();
    });
  });
}

export function contractChangesContract(store: () => Store): void {
  describe('contract changes', () => {
    test('a change is made once per key, however often it is asked for', async () => {
      const saved = account();
      await store().accounts.save(saved);
      const key = fresh('won');
      const change = () => store().accounts.updateContract(key, saved.id, { seats: 120, arr: 57_660 });
      await Promise.all([change(), change(), change()]);
      await store().accounts.updateContract(fresh('won'), saved.id, { seats: 130, plan: undefined });
      await change();
      expect(await store().accounts.get(saved.id)).toEqual({
        ...saved,
        contract: { ...saved.contract, seats: 130, arr: 57_660 },
      });
    });

    test('a role is given once per key, and the rest of the account stays as it is', async () => {
      const saved = account();
      await store().accounts.save(saved);
      const key = fresh('role');
      const give = (email: string, by = key) =>
        store().accounts.assignRole(by, saved.id, { role: 'csm', email }, '2026-03-02T09:00:00.000Z');
      await give('dana@vendor.example');
      await give('somebody.else@vendor.example');
      const team = { ...saved.team, csm: 'dana@vendor.example' };
      expect(await store().accounts.get(saved.id)).toEqual({ ...saved, team });
      await give('lee@vendor.example', fresh('role'));
      expect((await store().accounts.get(saved.id))?.team.csm).toBe('lee@vendor.example');
    });

    test('a refused change uses up no key', async () => {
      const saved = account();
      const key = fresh('won');
      await expect(store().accounts.updateContract(key, saved.id, { seats: 5 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: expect.stringContaining(saved.id) as string,
      });
      await store().accounts.save(saved);
      await expect(store().accounts.updateContract(key, saved.id, { seats: -1 })).rejects.toMatchObject({
        code: 'INVALID_RECORD',
        message: expect.stringContaining('seats') as string,
      });
      await store().accounts.updateContract(key, saved.id, { seats: 5 });
      expect((await store().accounts.get(saved.id))?.contract?.seats).toBe(5);
    });
  });
}

export function peopleContract(store: () => Store): void {
  describe('people', () => {
    test('a person is found by e-mail whatever its case, with the last saved record', async () => {
      const saved = person({ away: { from: at9('02'), until: at9('06') }, delegate: 'tom@vendor.example' });
      await store().people.save(saved);
      await store().people.save({ ...saved, name: 'Priya Shah-Lind' });
      expect(await store().people.byEmail(saved.email.toUpperCase())).toEqual({ ...saved, name: 'Priya Shah-Lind' });
      expect((await store().people.list()).filter(({ email }) => email === saved.email)).toHaveLength(1);
      expect(await store().people.byEmail('nobody@vendor.example')).toBeUndefined();
    });
  });
}

const at9 = (day: string) => `2026-03-${day}T09:00:00.000Z`;

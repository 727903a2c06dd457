import { emailName, nameIn, type Incoming } from '../domain/observations';
import { account, at, contact, fresh, run } from './samples.contract';
import type { Store } from './store';

/** Two accounts that turn out to be one. */
export function mergesContract(store: () => Store): void {
  describe('accounts that become one', () => {
    const used = (accountId: string, id: string, contactEmail: string, minute: number): Incoming => ({
      ...{ source: 'import' as const, id, at: at(minute) },
      subject: { account: [nameIn('playmaker', accountId)], domains: [], contact: [emailName(contactEmail)] },
      observations: [{ type: 'product.used', data: {} }],
    });
    const merge = (fromId: string, intoId: string, minute = 30) =>
      store().merges.merge({ fromId, intoId, by: 'ops', at: at(minute) });

    /** Two accounts with one person in common, who has another id and writes the address in another case. */
    async function two() {
      const email = `${fresh('olivia')}@acme.example`;
      const into = account({ contacts: [contact({ email })] });
      const from = account({ contacts: [contact({ email: email.toUpperCase() }), contact({ email: `x-${email}` })] });
      await store().accounts.save(into, at(0));
      await store().accounts.save(from, at(0));
      return { into, from, email };
    }

    test('are one account by both ids, with everything that was observed of either, and further calls are about it', async () => {
      const { into, from, email } = await two();
      await store().observations.receive([used(from.id, fresh('use'), email, 1)], at(1));
      await merge(from.id, into.id);
      expect(await store().accounts.get(from.id)).toEqual(into);
      expect((await store().accounts.list()).map(({ id }) => id)).not.toContain(from.id);
      expect(await store().merges.current(from.id)).toBe(into.id);
      const later = await store().observations.receive([used(from.id, fresh('use'), `new-${email}`, 40)], at(40));
      expect(later).toEqual([{ kind: 'stored', accountId: into.id, newAccount: false }]);
      const observed = await store().observations.list(into.id);
      expect(observed.map(({ type }) => type)).toEqual([
        ...['account.loaded', 'product.used', 'account.merged', 'product.used'],
      ]);
      const merged = observed.find(({ type }) => type === 'account.merged');
      expect(merged?.data).toMatchObject({
        account: { id: from.id },
        same: { [from.contacts[0]!.id]: into.contacts[0]!.id },
      });
    });

    test('share runs, decisions, pauses and what has gone out; each is there once', async () => {
      const { into, from } = await two();
      const row = run({ accountId: from.id, state: 'running' });
      await store().runs.open(row);
      const entry = { kind: 'touch' as const, accountId: from.id, what: 'A mail', by: 'Dana Reyes', at: at(2) };
      await store().ledger.add({ ...entry, key: fresh('touch'), contactId: from.contacts[0]!.id });
      const lease = { key: fresh('lease'), accountId: from.id, runId: row.runId, reason: 'A save.' };
      await store().marketing.pause({ ...lease, from: at(0), until: at(59) });
      const remembered = { state: { accountId: from.id }, envelopes: {} } as never;
      await store().coordination.save(from.id, remembered);
      await merge(from.id, into.id);
      expect(await store().runs.list({ accountId: into.id })).toMatchObject([{ runId: row.runId }]);
      expect(await store().ledger.list({ accountId: into.id })).toMatchObject([
        { what: 'A mail', contactId: into.contacts[0]!.id },
        { what: `${from.name} (${from.id}) became part of this account`, by: 'ops' },
      ]);
      // Its coordinator is asked first what it holds.
      expect(await store().marketing.paused(into.id, at(31))).toBe(false);
      expect((await store().merges.unfinished()).map(({ fromId }) => fromId)).toContain(from.id);
      await store().merges.takeRest(from.id, into.id);
      expect(await store().marketing.paused(into.id, at(31))).toBe(true);
      expect((await store().merges.unfinished()).map(({ fromId }) => fromId)).not.toContain(from.id);
      expect(await store().coordination.load(from.id)).toBeUndefined();
    });

    test('keep what belonged to either of them, and a part of the one that stays with the whole is no part of itself', async () => {
      const [above, from] = [account({ contacts: [] }), account({ contacts: [] })];
      const [into, child, other] = [1, 2, 3].map(() => account({ contacts: [], parentId: from.id }));
      const loaded = [above, { ...from, parentId: above.id }, into!, child!, { ...other!, parentId: above.id }];
      for (const each of loaded) await store().accounts.save(each, at(0));
      await merge(from.id, into!.id);
      const parents = loaded.map(async ({ id }) => (await store().accounts.get(id))?.parentId);
      expect(await Promise.all(parents)).toEqual([undefined, above.id, above.id, into!.id, above.id]);
      // So that their folds say the same.
      expect((await store().observations.list(child!.id)).map(({ type, data }) => ({ type, data })).slice(1)).toEqual([
        { type: 'account.described', data: { parentId: into!.id } },
      ]);
      expect((await store().observations.list(other!.id)).map(({ type }) => type)).toEqual(['account.loaded']);
      // A file may be older than the merge.
      for (const each of [into!, child!]) await store().accounts.save(each, at(45));
      expect(await store().accounts.get(child!.id)).toMatchObject({ parentId: into!.id });
      expect(await store().accounts.get(into!.id)).not.toHaveProperty('parentId');
    });

    test('an account that became a part of its own part leaves that one whole', async () => {
      const into = account({ contacts: [] });
      const from = account({ contacts: [], parentId: into.id });
      const part = { ...into, parentId: from.id };
      for (const each of [part, from]) await store().accounts.save(each, at(0));
      await merge(from.id, into.id);
      expect(await store().accounts.get(into.id)).toEqual(into);
    });

    test('keep whom only the one had when the file of the other is loaded again', async () => {
      const { into, from, email } = await two();
      await merge(from.id, into.id);
      const [olivia, cem] = from.contacts;
      // As the fold has it.
      const came = [
        { ...into.contacts[0]!, formerIds: { [from.id]: olivia!.id } },
        { ...cem!, formerIds: { [from.id]: cem!.id } },
      ];
      const folded = { state: {}, account: { ...into, contacts: came }, health: [], outgoing: [] };
      await store().accountStates.fold([into.id], '1', at(31), () => Promise.resolve(folded));
      await store().accounts.save(into, at(40));
      expect((await store().accounts.get(into.id))?.contacts).toEqual(came);
      const named = contact({ email: `x-${email}`, title: 'COO' });
      await store().accounts.save({ ...into, contacts: [named] }, at(41));
      expect((await store().accounts.get(into.id))?.contacts).toEqual([
        { ...named, formerIds: { [from.id]: cem!.id } },
        came[0],
      ]);
    });

    test('are merged once: again changes nothing, elsewhere is refused, and a third account takes both along', async () => {
      const [{ into, from }, { into: third }] = [await two(), await two()];
      const first = await merge(from.id, into.id, 30);
      expect(await merge(from.id, into.id, 45)).toEqual(first);
      await expect(merge(from.id, third.id)).rejects.toMatchObject({ code: 'INVALID_RECORD' });
      await merge(into.id, third.id, 50);
      expect(await store().merges.current(from.id)).toBe(third.id);
      expect((await store().merges.into(third.id)).map(({ fromId }) => fromId)).toEqual([from.id, into.id]);
      await expect(merge(third.id, from.id)).rejects.toThrow('already, since 2 March 2026');
    });

    test('of three, one after the other, know people of the first by the ids of the last', async () => {
      const email = `${fresh('olivia')}@acme.example`;
      const [one, two, three] = [1, 2, 3].map(() => account({ contacts: [contact({ email })] }));
      for (const each of [one!, two!, three!]) await store().accounts.save(each, at(0));
      await merge(one!.id, two!.id, 30);
      await merge(two!.id, three!.id, 31);
      const [here] = three!.contacts;
      expect(await store().merges.into(three!.id)).toMatchObject([
        { fromId: one!.id, same: { [one!.contacts[0]!.id]: here!.id } },
        { fromId: two!.id, same: { [two!.contacts[0]!.id]: here!.id } },
      ]);
    });

    test('are refused where an account does not exist, or two people have one id; nothing changes then', async () => {
      const shared = fresh('contact');
      const [one, other] = [
        account({ contacts: [contact({ id: shared, email: 'ben@acme.example' })] }),
        account({ contacts: [contact({ id: shared, email: 'cem@acme.example' })] }),
      ];
      await store().accounts.save(one, at(0));
      await store().accounts.save(other, at(0));
      await expect(merge(one.id, other.id)).rejects.toThrow(
        'they are two people: ben@acme.example and cem@acme.example',
      );
      await expect(merge(one.id, fresh('nobody'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(merge(one.id, one.id)).rejects.toThrow('Name two accounts');
      expect(await store().accounts.get(one.id)).toEqual(one);
    });

    test('an account that became part of another one is not loaded by its former id, and not evaluated any more', async () => {
      const { into, from } = await two();
      await merge(from.id, into.id);
      await expect(store().accounts.save(from, at(40))).rejects.toThrow(`Load what there is to say as "${into.id}"`);
      expect(await store().observations.accounts()).not.toContain(from.id);
      expect(await store().observations.unfolded(100_000)).not.toContain(from.id);
      const untouched = () => Promise.reject(new Error('It was evaluated.'));
      expect(await store().accountStates.fold([from.id], '1', at(41), untouched)).toEqual([]);
    });

    test('an id that became part of another account never becomes an account of its own again', async () => {
      const id = fresh('acme').toLowerCase();
      const [into, from] = [account({ id, contacts: [] }), account({ id: `${id}-2`, contacts: [] })];
      await store().accounts.save(into, at(0));
      await store().accounts.save(from, at(0));
      await merge(from.id, into.id);
      const subject = { account: [nameIn('segment:group', id.toUpperCase())], domains: [], contact: [] };
      const observations = [{ type: 'product.used' as const, data: {} }];
      const incoming = { source: 'segment' as const, id: fresh('use'), at: at(41), subject, observations };
      expect(await store().observations.receive([incoming], at(41))).toEqual([
        { kind: 'stored', accountId: `${id}-3`, newAccount: true },
      ]);
    });

    test('what was just being written for the one is found and moved', async () => {
      const { into, from } = await two();
      await merge(from.id, into.id);
      const row = run({ accountId: from.id, state: 'running' });
      await store().runs.open(row);
      expect((await store().merges.unfinished()).map(({ fromId }) => fromId)).toContain(from.id);
      await store().merges.takeRest(from.id, into.id);
      expect(await store().runs.get(row.runId)).toMatchObject({ accountId: into.id });
      expect((await store().merges.unfinished()).map(({ fromId }) => fromId)).not.toContain(from.id);
    });
  });
}

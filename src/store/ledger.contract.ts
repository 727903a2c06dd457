import { at, entry, fresh } from './samples.contract';
import type { Store } from './store';

export function ledgerContract(store: () => Store): void {
  describe('ledger', () => {
    test('an entry is added once per key and never changes', async () => {
      const added = entry({ runId: fresh('run'), contactId: 'dana', reason: 'usage at 94 %' });
      await Promise.all([added, added, added].map((each) => store().ledger.add(each)));
      await store().ledger.add({ ...added, what: 'something else' });
      expect(await store().ledger.list({ accountId: added.accountId })).toEqual([added]);
    });

    test('the list is oldest first, entries of one instant in the order of arrival, and can be narrowed', async () => {
      const [accountId, runId] = [fresh('account'), fresh('run')];
      const [late, touch, refusal] = [
        entry({ accountId, at: at(9) }),
        entry({ accountId, runId, kind: 'touch' }),
        entry({ accountId, kind: 'refusal' }),
      ] as const;
      for (const each of [late, touch, refusal]) await store().ledger.add(each);
      expect(await store().ledger.list({ accountId })).toEqual([touch, refusal, late]);
      expect(await store().ledger.list({ accountId, kind: 'refusal' })).toEqual([refusal]);
      expect(await store().ledger.list({ runId })).toEqual([touch]);
    });

    test('of more than a thousand entries the latest are given', async () => {
      const accountId = fresh('account');
      const many = Array.from({ length: 1001 }, (_, n) => entry({ accountId, at: at(n) }));
      await Promise.all(many.map((each) => store().ledger.add(each)));
      expect(await store().ledger.list({ accountId })).toEqual(many.slice(1));
    });
  });
}

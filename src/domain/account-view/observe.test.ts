import fc from 'fast-check';
import { accountSchema } from '../account';
import { asDelivered, asStored, histories } from '../observations/observation.fixture';
import type { Observed } from '../observations';
import { emptyView } from './empty-view';
import { observe } from './observe';
import type { AccountView } from './view';

const fold = (history: readonly Observed[], from: AccountView = emptyView('acme')): AccountView =>
  history.reduce(observe, from);

/** As a database keeps it, which may sort the keys; equal text is equal content. */
const asKept = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

function frozen<Value>(value: Value): Value {
  if (value && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe('the view of an account', () => {
  it('is the same in whatever order and however often its observations arrive', () => {
    const delivered = histories('acme').chain((history) => fc.tuple(asDelivered(history), asDelivered(history)));
    fc.assert(
      fc.property(delivered, ([one, other]) => {
        expect(asKept(fold(asStored(one)))).toBe(asKept(fold(asStored(other))));
      }),
      { numRuns: 60 },
    );
  });

  it('goes on from a kept view as if it had never stopped', () => {
    fc.assert(
      fc.property(histories('acme'), fc.nat(40), (history, split) => {
        const ordered = asStored(history);
        const kept = JSON.parse(asKept(fold(ordered.slice(0, split)))) as AccountView;
        expect(asKept(fold(ordered.slice(split), kept))).toBe(asKept(fold(ordered)));
      }),
      { numRuns: 60 },
    );
  });

  it('takes any valid observation in any order, and its account stays a valid one', () => {
    fc.assert(
      fc.property(histories('acme'), (history) => {
        const { account } = fold(history);
        expect(accountSchema.safeParse(account).error).toBeUndefined();
        expect(account.id).toBe('acme');
      }),
      { numRuns: 100 },
    );
  });

  it('names nobody as both there and gone, or both known and sketched', () => {
    fc.assert(
      fc.property(histories('acme'), (history) => {
        const { account, departed, sketches, assumed } = fold(asStored(history));
        const ids = account.contacts.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => Object.hasOwn(departed, id) || Object.hasOwn(sketches, id))).toEqual([]);
        expect(Object.keys(assumed).filter((id) => !ids.includes(id))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves the view it is made from as it was', () => {
    fc.assert(
      fc.property(histories('acme', { maxLength: 20 }), (history) => {
        fold(asStored(history).map(frozen), frozen(emptyView('acme')));
        asStored(history).reduce((view, each) => frozen(observe(view, each)), frozen(emptyView('acme')));
      }),
      { numRuns: 50 },
    );
  });

  it('says since when and until when the account was observed', () => {
    fc.assert(
      fc.property(histories('acme'), (history) => {
        const moments = history.map(({ at }) => at).sort();
        expect(fold(history)).toMatchObject(history.length ? { since: moments[0], lastSeen: moments.at(-1) } : {});
      }),
      { numRuns: 50 },
    );
  });
});

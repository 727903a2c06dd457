import fc from 'fast-check';
import { asDelivered, asStored } from '../observations/observation.fixture';
import { inOrder, type Observed } from '../observations';
import { advance, canResume, emptyState, fold, resume, type Advanced } from '.';
import { AFTER_ALL, customer, eventful, noon, rulesWith, seats, seen } from './history.fixture';

const rules = rulesWith();

/** What a database makes of JSON: the keys come back in another order. */
function stored<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).reverse())
      : inner,
  ) as Value;
}

const told = ({ state, facts, moves, requests }: Advanced) => ({
  state,
  facts,
  moves,
  requests: requests.map(({ stale: _, ...request }) => request),
});

/** The batches as they come, with the state put away between, and a fold from the start where something is late. */
function inBatches(batches: readonly Observed[][]): Advanced[] {
  let state = emptyState('acme');
  const all: Observed[] = [];
  return batches.map((batch, index) => {
    all.push(...batch);
    const until = index === batches.length - 1 ? AFTER_ALL : all.toSorted(inOrder).at(-1)!.at;
    const next = canResume(state, batch) ? resume(state, batch, until, rules) : fold('acme', all, until, rules);
    state = stored(next.state);
    return next;
  });
}

describe('the fold of an account', () => {
  it('comes to the same, whatever order and repetition things arrive in', () => {
    fc.assert(
      fc.property(
        eventful.chain((all) => fc.tuple(fc.constant(all), asDelivered(all))),
        ([all, delivered]) => {
          const straight = fold('acme', asStored(all), AFTER_ALL, rules);
          expect(fold('acme', delivered, AFTER_ALL, rules)).toEqual(straight);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('comes to the same in pieces as from the start', () => {
    const cuts = fc.array(fc.nat(60), { maxLength: 4 });
    fc.assert(
      fc.property(eventful, cuts, (all, at) => {
        const sorted = all.toSorted(inOrder);
        const bounds = [0, ...at.map((cut) => Math.min(cut, sorted.length)).sort((a, b) => a - b), sorted.length];
        const batches = bounds.slice(1).map((end, index) => sorted.slice(bounds[index], end));
        // Each piece goes on to where the next one begins, so that midnights fall on both sides of the cuts.
        const untils = batches.map(
          (_, index) => batches.slice(index + 1).find((next) => next.length > 0)?.[0]?.at ?? AFTER_ALL,
        );
        const pieces: Advanced[] = [];
        let state = emptyState('acme');
        batches.forEach((batch, index) => {
          expect(canResume(state, batch)).toBe(true);
          const piece = resume(state, batch, untils[index]!, rules);
          pieces.push(piece);
          state = stored(piece.state);
        });
        const whole = told(fold('acme', sorted, AFTER_ALL, rules));
        expect(told({ ...joinedOf(pieces), state })).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('ends at the same account and misses no start, whatever batches a somewhat disordered delivery comes in', () => {
    const delays = fc.array(fc.nat(5), { minLength: 50, maxLength: 50 });
    fc.assert(
      fc.property(eventful, delays, fc.integer({ min: 1, max: 12 }), (all, late, size) => {
        const delivered = all
          .toSorted(inOrder)
          .map((observed, index) => ({ observed, place: index + (late[index] ?? 0) }))
          .sort((a, b) => a.place - b.place)
          .map(({ observed }) => observed);
        const batches = Array.from({ length: Math.ceil(delivered.length / size) }, (_, index) =>
          delivered.slice(index * size, (index + 1) * size),
        );
        const whole = fold('acme', all, AFTER_ALL, rules);
        const pieces = inBatches(batches);
        expect(pieces.at(-1)?.state).toEqual(whole.state);
        const asked = pieces.flatMap(({ requests }) => requests.map(({ id }) => id));
        expect(asked).toEqual(expect.arrayContaining(whole.requests.map(({ id }) => id)));
        const known = pieces.flatMap(({ facts }) => facts.map(({ id }) => id));
        expect(known).toEqual(expect.arrayContaining(whole.facts.map(({ id }) => id)));
      }),
      { numRuns: 20 },
    );
  });

  it('stays small over two silent years and has told every day of them', () => {
    const { state } = fold('acme', [...customer, seats('2026-01-02', 50)], '2028-01-02T00:00:00.000Z', rules);
    expect(state.through).toEqual({ at: '2028-01-02T00:00:00.000Z' });
    expect(state.course.scores).toHaveLength(90);
    expect(state.course.scores.at(-1)?.day).toBe('2028-01-02');
    expect(JSON.stringify(state).length).toBeLessThan(40_000);
  });

  it('counts what is dated after its end, and goes on to it', () => {
    const { state, facts } = fold('acme', [...customer, seats('2026-02-01', 95)], '2026-01-15T00:00:00.000Z', rules);
    expect(state.through).toMatchObject({ at: noon('2026-02-01') });
    expect(facts.map(({ type }) => type)).toContain('usage.limit-approached');
  });

  it('does not spend a midnight on each day since a date that cannot be meant', () => {
    const ancient = seen('0101-01-01', 'product.used', {});
    const { state } = fold('acme', [ancient], '2000-01-03T00:00:00.000Z', rules);
    expect(state.through).toEqual({ at: '2000-01-03T00:00:00.000Z' });
  });

  it('begins a day before what is seen at midnight', () => {
    const atMidnight = seen('2026-01-03', 'product.used', {}, { at: '2026-01-03T00:00:00.000Z' });
    const before = fold('acme', customer, '2026-01-03T00:00:00.000Z', rules).state;
    expect(canResume(before, [atMidnight])).toBe(true);
    expect(canResume(before, [seen('2026-01-02', 'product.used', {})])).toBe(false);
    expect(told(resume(before, [atMidnight], noon('2026-01-03'), rules)).state).toEqual(
      fold('acme', [...customer, atMidnight], noon('2026-01-03'), rules).state,
    );
  });

  it('goes on within one instant only with what comes later in the order of things', () => {
    const [first, second] = [seen('2026-01-02', 'product.used', {}, { id: 'a' }), seats('2026-01-02', 95)];
    const { state } = fold('acme', [second], noon('2026-01-02'), rules);
    expect(inOrder(first, second)).toBeLessThan(0);
    expect([canResume(state, [first]), canResume(state, [second])]).toEqual([false, false]);
    expect(canResume(fold('acme', [first], noon('2026-01-02'), rules).state, [second])).toBe(true);
  });

  it('refuses to go on with what is older than the state', () => {
    const { state } = fold('acme', customer, noon('2026-03-01'), rules);
    expect(() => resume(state, [seats('2026-02-01', 95)], noon('2026-03-01'), rules)).toThrow(RangeError);
  });

  it('leaves the state it goes on from as it was', () => {
    const { state } = fold('acme', customer, noon('2026-01-05'), rules);
    const copy = structuredClone(state);
    advance(state, { observed: seats('2026-01-06', 95) }, rules);
    expect(state).toEqual(copy);
  });
});

const joinedOf = (pieces: readonly Advanced[]): Omit<Advanced, 'state'> => ({
  facts: pieces.flatMap(({ facts }) => facts),
  moves: pieces.flatMap(({ moves }) => moves),
  requests: pieces.flatMap(({ requests }) => requests),
});

import { ACME, on, viewAfter } from './account-view/history.fixture';
import { adoptionInWords, adoptionOf } from './adoption';

const loaded = on('2026-01-01', 'account.loaded', { account: ACME });
const NOW = '2026-03-02T12:00:00.000Z';
const of = (...seen: Parameters<typeof viewAfter>) => adoptionOf(viewAfter(loaded, ...seen), NOW);

it('is told from what is measured, not from what a file says', () => {
  expect(of()).toEqual({ milestones: {} });
  expect(adoptionInWords(of())).toBe('How many of their seats are active is not measured.');
});

it('knows one seat from many', () => {
  const words = (licensed: number) => adoptionInWords({ milestones: {}, seats: { active: 1, licensed } });
  expect([words(1), words(2)]).toEqual(['1 of 1 seat is active (100 %).', '1 of 2 seats are active (50 %).']);
});

it('has the seats as measured last, and when each milestone was reached first', () => {
  const adoption = of(
    on('2026-02-01', 'usage.measured', { limit: 'seats', used: 12 }),
    on('2026-02-03', 'milestone.reached', { milestone: 'first-login' }),
    on('2026-02-09', 'milestone.reached', { milestone: 'first-login' }),
    on('2026-02-04', 'product.used', {}, 'ben'),
  );
  expect(adoption.seats).toEqual({ active: 12, licensed: 100 });
  expect(Object.keys(adoption.milestones)).toEqual(['first-login']);
  expect(adoption.milestones['first-login']).toContain('2026-02-03');
  expect(adoptionInWords(adoption)).toBe(
    '12 of 100 seats are active (12 %). They used the product last on 4 February 2026.',
  );
});

it('counts the people who used the product in the last 30 days where seats are not measured', () => {
  const uses = [on('2026-02-20', 'product.used', {}, 'ben'), on('2026-01-02', 'product.used', {}, 'olivia')];
  expect(of(...uses).seats).toEqual({ active: 1, licensed: 100 });
});

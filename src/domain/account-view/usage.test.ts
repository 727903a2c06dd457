import { later } from '../waits';
import { ACME, on, viewAfter } from './history.fixture';

const DAY = 86_400_000;
const loaded = on('2026-01-01', 'account.loaded', { account: ACME });
const dayAfter = (days: number): string => later('2026-01-01T12:00:00.000Z', days * DAY);

describe('the use of a limit', () => {
  it('is the last measurement of each day', () => {
    const { usage } = viewAfter(
      loaded,
      on('2026-01-02T08:00:00Z', 'usage.measured', { limit: 'seats', used: 90 }),
      on('2026-01-02T20:00:00Z', 'usage.measured', { limit: 'seats', used: 94 }),
      on('2026-01-03T20:00:00Z', 'usage.measured', { limit: 'seats', used: 95 }),
    );
    expect(usage.seats?.map(({ used }) => used)).toEqual([94, 95]);
  });

  it.each([
    ['as measured', { limit: 'seats', used: 9, allowed: 50 }, 50],
    ['as the contract says', { limit: 'seats', used: 9 }, 100],
    ['0 when nobody knows', { limit: 'projects', used: 9 }, 0],
  ])('is allowed %s', (_how, data, allowed) => {
    expect(viewAfter(loaded, on('2026-01-02', 'usage.measured', data)).usage[data.limit]?.[0]?.allowed).toBe(allowed);
  });

  it('is allowed up to the seats of a contract that does not list them as a limit', () => {
    const account = { ...ACME, contract: { ...ACME.contract, seats: 70, limits: [] } };
    const measured = on('2026-01-02', 'usage.measured', { limit: 'seats', used: 9 });
    const view = viewAfter(on('2026-01-01', 'account.loaded', { account }), measured);
    expect(view.usage.seats?.[0]?.allowed).toBe(70);
  });

  it('shows in the contract, also in one that is loaded or changed later', () => {
    const measured = on('2026-01-02', 'usage.measured', { limit: 'seats', used: 94 });
    const limits = [{ name: 'seats', used: 1, limit: 200 }];
    expect(viewAfter(loaded, measured).account.contract?.limits[0]?.used).toBe(94);
    const changed = viewAfter(loaded, measured, on('2026-01-03', 'contract.changed', { limits }));
    expect(changed.account.contract?.limits).toEqual([{ name: 'seats', used: 94, limit: 200 }]);
  });

  it('is kept for 400 days', () => {
    const year = Array.from({ length: 500 }, (_, day) =>
      on(dayAfter(day), 'usage.measured', { limit: 'seats', used: day }),
    );
    const points = viewAfter(...year).usage.seats ?? [];
    expect([points.length, points[0]?.used, points.at(-1)?.used]).toEqual([400, 100, 499]);
  });
});

describe('activity', () => {
  it('is counted by day and kept for 400 days, with who was there last', () => {
    const uses = [0, 0, 1, 450].map((days, n) => ({ ...on(dayAfter(days), 'product.used', {}, 'ben'), id: `${n}` }));
    expect(viewAfter(...uses.slice(0, 3)).activity).toEqual({ '2026-01-01': 2, '2026-01-02': 1 });
    const view = viewAfter(...uses);
    expect(Object.values(view.activity)).toEqual([1]);
    expect(view.lastUse).toEqual({ ben: dayAfter(450) });
  });
});

test('a milestone is reached once', () => {
  const reached = (day: string) => on(day, 'milestone.reached', { milestone: 'constructor' });
  expect(viewAfter(reached('2026-01-02'), reached('2026-01-05')).milestones).toEqual({
    constructor: '2026-01-02T00:00:00.000Z',
  });
});

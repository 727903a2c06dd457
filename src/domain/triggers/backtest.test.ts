import { backtest, compareBacktests, type PlayRequested } from '.';
import { customer, joined, noon, rulesWith, seats, seen } from './history.fixture';

const acme = {
  accountId: 'acme',
  observations: [
    ...customer,
    joined('2026-02-20', 'olivia', 'VP of Operations', '2026-02-10'),
    seats('2026-03-03', 86),
    seats('2026-03-10', 94),
  ],
};
const quiet = { accountId: 'quiet', observations: [{ ...seen('2026-01-01', 'product.used', {}), accountId: 'quiet' }] };
const accounts = [acme, quiet];
const window = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-31T00:00:00.000Z' };
const eager = rulesWith({ usage: { from: 0.85, rearmBelow: 0.8 } });
const days = (starts: readonly PlayRequested[]) => starts.map(({ play, at }) => `${play} ${at.slice(0, 10)}`);

describe('a backtest', () => {
  it('tells what would have started in the window, account by account, none of it stale', () => {
    const [first, second] = backtest({ accounts, rules: rulesWith(), ...window });
    expect([first?.accountId, days(first?.starts ?? [])]).toEqual(['acme', ['expansion 2026-03-10']]);
    expect(first?.starts[0]).not.toHaveProperty('stale');
    expect(second).toEqual({ accountId: 'quiet', starts: [] });
  });

  it('leaves out what started before the window, and what was seen after it', () => {
    const startsOf = (from: string, to: string) =>
      backtest({ accounts: [acme], rules: rulesWith(), from, to }).flatMap(({ starts }) => days(starts));
    expect(startsOf(noon('2026-03-11'), noon('2026-03-31'))).toEqual([]);
    expect(startsOf(noon('2026-01-01'), noon('2026-03-09'))).toEqual([]);
  });

  it('compares two rule sets', () => {
    const [difference, ...more] = compareBacktests({ accounts, oldRules: rulesWith(), newRules: eager, ...window });
    expect(more).toEqual([]);
    expect(days(difference?.onlyWithNew ?? [])).toEqual(['expansion 2026-03-03']);
    expect(days(difference?.onlyWithOld ?? [])).toEqual(['expansion 2026-03-10']);
    expect(difference?.withBoth).toEqual([]);
    const same = compareBacktests({ accounts, oldRules: eager, newRules: eager, ...window });
    expect(days(same[0]?.withBoth ?? [])).toEqual(['expansion 2026-03-03']);
  });
});

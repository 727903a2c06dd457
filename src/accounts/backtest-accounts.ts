import { setImmediate } from 'node:timers/promises';
import type { HouseRules } from '../domain/house-rules';
import {
  compareBacktests,
  inactiveRules,
  type AccountRules,
  type BacktestDifference,
  type InactiveRule,
} from '../domain/triggers';
import type { Instant } from '../domain/waits';
import type { Store } from '../store';
import { historyOf } from './evaluate';

export interface BacktestRequest {
  /** The rules to try; those in force when absent. */
  readonly rules?: HouseRules;
  /** Both ends belong to it. */
  readonly from: Instant;
  readonly to: Instant;
  /** Each is folded twice from its first observation: some hundred are enough for one request. */
  readonly accountIds: readonly string[];
}

/** What would have started, by account; accounts at which nothing would have are left out. */
export interface AccountsBacktest {
  readonly differences: readonly BacktestDifference[];
  /** Rules among those tried that are not evaluated, and why. */
  readonly inactive: readonly InactiveRule[];
}

/**
 * Replays everything that was observed of these accounts through two rule sets. Starts nothing and keeps nothing.
 *
 * @throws UnknownPlayError when a rule of the rules to try starts a play that does not exist
 */
export async function backtestAccounts(
  { observations }: Pick<Store, 'observations'>,
  inForce: AccountRules,
  { rules, from, to, accountIds }: BacktestRequest,
): Promise<AccountsBacktest> {
  const tried: AccountRules = rules ? { ...inForce, ...rules } : inForce;
  const inactive = inactiveRules(tried.triggers, inForce.plays ?? []);
  const differences: BacktestDifference[] = [];
  for (const accountId of accountIds) {
    const { observed } = historyOf(await observations.list(accountId));
    const accounts = [{ accountId, observations: observed }];
    differences.push(...compareBacktests({ accounts, oldRules: inForce, newRules: tried, from, to }));
    // A fold keeps the process to itself: others get their turn in between.
    await setImmediate();
  }
  return { differences, inactive };
}

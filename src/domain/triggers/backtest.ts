import type { Observed } from '../observations';
import type { Instant } from '../waits';
import type { AccountRules } from './course';
import type { PlayRequested } from './fire';
import { fold } from './fold';

/** What was observed at one account. */
export interface AccountHistory {
  readonly accountId: string;
  readonly observations: readonly Observed[];
}

export interface Backtest {
  readonly accounts: Iterable<AccountHistory>;
  readonly rules: AccountRules;
  /** Both ends belong to it. */
  readonly from: Instant;
  readonly to: Instant;
}

/** What would have been asked for at one account. */
export interface AccountStarts {
  readonly accountId: string;
  readonly starts: readonly PlayRequested[];
}

/**
 * What these rules would have started between two moments, had they been in force all the time; nothing is started.
 * What was observed after `to` is left out, and accounts without a start are told, too.
 */
export function backtest({ accounts, rules, from, to }: Backtest): AccountStarts[] {
  return Array.from(accounts, ({ accountId, observations }) => {
    const known = observations.filter(({ at }) => at <= to);
    const { requests } = fold(accountId, known, to, rules);
    return { accountId, starts: requests.filter(({ at }) => at >= from).map(asNews) };
  });
}

/** At its own moment nothing was stale. */
const asNews = ({ stale: _, ...request }: PlayRequested): PlayRequested => request;

/** How two rule sets differ at one account. */
export interface BacktestDifference {
  readonly accountId: string;
  readonly onlyWithNew: readonly PlayRequested[];
  readonly onlyWithOld: readonly PlayRequested[];
  readonly withBoth: readonly PlayRequested[];
}

/**
 * What starts only with the new rules, what only with the old ones, and what with both: the same play at the same
 * moment, whichever rule asks for it. Accounts at which nothing starts are left out.
 */
export function compareBacktests({
  oldRules,
  newRules,
  ...rest
}: Omit<Backtest, 'rules'> & {
  readonly oldRules: AccountRules;
  readonly newRules: AccountRules;
}): BacktestDifference[] {
  return Array.from(rest.accounts).flatMap((account) => {
    const startsWith = (rules: AccountRules) =>
      backtest({ ...rest, accounts: [account], rules }).flatMap(({ starts }) => starts);
    const [before, now] = [startsWith(oldRules), startsWith(newRules)];
    if (before.length + now.length === 0) return [];
    const [keysBefore, keysNow] = [new Set(before.map(keyOf)), new Set(now.map(keyOf))];
    return {
      accountId: account.accountId,
      onlyWithNew: now.filter((start) => !keysBefore.has(keyOf(start))),
      onlyWithOld: before.filter((start) => !keysNow.has(keyOf(start))),
      withBoth: now.filter((start) => keysBefore.has(keyOf(start))),
    };
  });
}

const keyOf = ({ play, at }: PlayRequested): string => `${play}/${at}`;

import type { BacktestAnswer, BacktestStart } from '../client';
import { counted } from '../domain/wording';
import { moment, readable, table } from './print';

const WITH = { new: 'only the new rules', old: 'only the rules in force', both: 'both' } as const;

/**
 * What would have started, as people read it.
 *
 * @param compared whether other rules were tried beside those in force
 */
export function backtestPage({ from, to, accounts, differences, inactive }: BacktestAnswer, compared: boolean): string {
  const starts = differences.flatMap(({ onlyWithNew, onlyWithOld, withBoth }) => [
    ...onlyWithNew.map((start) => ({ start, by: WITH.new })),
    ...onlyWithOld.map((start) => ({ start, by: WITH.old })),
    ...withBoth.map((start) => ({ start, by: WITH.both })),
  ]);
  const rows = starts
    .toSorted((a, b) => compare(orderOf(a.start), orderOf(b.start)))
    .map(({ start: { accountId, play, at, rule, because }, by }) => [
      ...[accountId, play, moment(at), rule],
      ...(compared ? [by] : []),
      readable(because.join(' ')),
    ]);
  const count = (by: string) => starts.filter((each) => each.by === by).length;
  const [added, dropped, both] = [count(WITH.new), count(WITH.old), count(WITH.both)];
  const where = `${counted(accounts, 'account')} from ${moment(from)} to ${moment(to)}`;
  const what = compared
    ? `${counted(added + both, 'start')} with the new rules, ${dropped + both} with the rules in force: ${added} more, ${dropped} fewer, ${both} the same`
    : counted(both, 'start');
  return [
    table(['account', 'play', 'when', 'rule', ...(compared ? ['started by'] : []), 'why'], rows),
    `${where}: ${what}. Nothing was started.\n`,
    table(
      ['not evaluated', 'why'],
      inactive.map(({ rule, reason }) => [rule, reason]),
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

const orderOf = ({ accountId, at, play }: BacktestStart): string => `${accountId}\n${at}\n${play}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import type { BacktestAnswer, BacktestStart } from '../client';
import { counted } from '../domain/wording';
import { inactiveRules } from './inactive-rules';
import { table } from './print';
import { inZone, moment, readable, time } from './times';

const WITH = { new: 'only the new rules', old: 'only the rules in force', both: 'both' } as const;

const NO_CUSTOMER =
  'None of them is known to have been a customer by then, so nothing that is for customers can start: import when their contracts began (contract.changed). An account file counts from when it was loaded.\n';

/**
 * What would have started, as people read it.
 *
 * @param compared whether other rules were tried beside those in force
 */
export function backtestPage(
  { from, to, accounts, customers, differences, inactive }: BacktestAnswer,
  compared: boolean,
): string {
  const starts = differences.flatMap(({ onlyWithNew, onlyWithOld, withBoth }) => [
    ...onlyWithNew.map((start) => ({ start, by: WITH.new })),
    ...onlyWithOld.map((start) => ({ start, by: WITH.old })),
    ...withBoth.map((start) => ({ start, by: WITH.both })),
  ]);
  const rows = starts
    .toSorted((a, b) => compare(orderOf(a.start), orderOf(b.start)))
    .map(({ start: { accountId, play, at, rule, because }, by }) => [
      ...[accountId, play, time(at), rule],
      ...(compared ? [by] : []),
      readable(because.join(' '), time),
    ]);
  const count = (by: string) => starts.filter((each) => each.by === by).length;
  const [added, dropped, both] = [count(WITH.new), count(WITH.old), count(WITH.both)];
  const where = `${counted(accounts, 'account')} from ${time(from)} to ${moment(to)}`;
  const what = compared
    ? `${counted(added + both, 'start')} with the new rules, ${dropped + both} with the rules in force: ${added} more, ${dropped} fewer, ${both} the same`
    : counted(both, 'start');
  return [
    table(['account', 'play', inZone('when'), 'rule', ...(compared ? ['started by'] : []), 'why'], rows),
    `${where}: ${what}. Nothing was started.\n${starts.length === 0 && accounts > 0 && customers === 0 ? NO_CUSTOMER : ''}`,
    inactiveRules(inactive),
  ]
    .filter(Boolean)
    .join('\n');
}

const orderOf = ({ accountId, at, play }: BacktestStart): string => `${accountId}\n${at}\n${play}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import type { AccountView, SupportCase } from '../account-view';
import { counted, listed } from '../wording';
import { DAY_MS, isWithin, openCasesAt } from './known-at';
import { between, told, untold, type HealthPart } from './part';
import type { HealthRules } from './rules';
import { lasting, percent } from './wording';

type Rules = HealthRules['support'];

/** Support: the weighted mean of open severity, cases that came back, and time to resolve. */
export function supportParts(view: AccountView, at: number, rules: Rules): HealthPart[] {
  const known = Object.values(view.cases).filter(({ openedAt }) => Date.parse(openedAt) <= at);
  const resolved = known.filter(({ resolvedAt }) => isWithin(resolvedAt, rules.historyDays, at));
  const open = openCasesAt(view, at);
  return [
    openSeverity(known, open, rules),
    reopened([...resolved, ...open.filter((one) => one.reopened > 0)], rules),
    timeToResolve(resolved, rules),
  ];
}

/**
 * open = 100 − Σ cost of each open case (severity 1: 100, 2: 50, 3: 15, 4: 5), not below 0.
 *
 * Severity 1 always costs 100: so the first case of an account that had none can only lower its health, never raise it.
 */
function openSeverity(known: readonly SupportCase[], open: readonly SupportCase[], rules: Rules): HealthPart {
  const { openCosts, weights } = rules;
  if (known.length === 0) return untold('open', weights.open, 'there has been no support case');
  const costs = [100, openCosts.severity2, openCosts.severity3, openCosts.severity4] as const;
  const score = open.reduce((left, { severity }) => left - (costs[severity - 1] ?? openCosts.severity4), 100);
  return told('open', weights.open, score, openInWords(open));
}

function openInWords(open: readonly SupportCase[]): string {
  if (open.length === 0) return 'no support case is open';
  const severities = [...new Set(open.map(({ severity }) => severity))];
  const groups = severities.map((severity) => {
    const count = open.filter((one) => one.severity === severity).length;
    return count === 1 ? `a severity ${severity} case` : `${count} severity ${severity} cases`;
  });
  return `${listed(groups)} ${open.length === 1 ? 'is' : 'are'} open`;
}

/** reopened = 100 at no case that came back, 0 at 30 % of those resolved in 180 days, a straight line between. */
function reopened(everResolved: readonly SupportCase[], { reopenedWorst, weights }: Rules): HealthPart {
  if (everResolved.length === 0)
    return untold('reopened', weights.reopened, 'no case was resolved lately that could come back');
  const back = everResolved.filter((one) => one.reopened > 0).length;
  const share = back / everResolved.length;
  const says =
    back === 0
      ? `none of ${counted(everResolved.length, 'resolved case')} came back`
      : `${back} of ${counted(everResolved.length, 'resolved case')} came back`;
  const measure = { what: 'the share of cases that came back', value: percent(share) };
  return told('reopened', weights.reopened, between(share, reopenedWorst, 0), says, { measure });
}

/** timeToResolve = 100 at a median up to 24 hours, 0 from 240 hours, a straight line between; cases resolved in 180 days. */
function timeToResolve(resolved: readonly SupportCase[], rules: Rules): HealthPart {
  const { resolveGoodHours, resolveWorstHours, historyDays, weights } = rules;
  const hours = resolved.map(
    ({ openedAt, resolvedAt }) => (24 * (Date.parse(resolvedAt ?? openedAt) - Date.parse(openedAt))) / DAY_MS,
  );
  const median = medianOf(hours);
  const window = `in ${counted(historyDays, 'day')}`;
  if (median === undefined) return untold('timeToResolve', weights.timeToResolve, `no case was resolved ${window}`);
  return told(
    'timeToResolve',
    weights.timeToResolve,
    between(median, resolveWorstHours, resolveGoodHours),
    hours.length === 1
      ? `the only case resolved ${window} took ${lasting(median)}`
      : `of ${counted(hours.length, 'case')} resolved ${window}, half took ${lasting(median)} or less`,
    { measure: { what: 'the usual time to resolve a case', value: lasting(median) } },
  );
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

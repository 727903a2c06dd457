import type { AccountView, Day } from '../account-view';
import {
  ageInDays,
  ago,
  contactsAt,
  departedAt,
  latestAnswersAt,
  openCasesAt,
  percent,
  usageAt,
  type Health,
} from '../health';
import { waitMs, type Instant } from '../waits';
import { amount, counted, dayOf, listed } from '../wording';
import type { SegmentRules } from './rules';

/** Where a customer is heading. The segment `champion` is about the account; the committee role of that name is a person's. */
export const SEGMENTS = ['at-risk', 'expansion-ready', 'stable', 'champion'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** The health of a day, as it was last told on that day. */
export interface DayScore {
  readonly day: Day;
  readonly score: number;
}

/** What a segment is told from. */
export interface SegmentQuestion {
  readonly view: AccountView;
  /** At `at`. */
  readonly health: Health;
  /** Earlier scores, in any order; those outside the days that a fall is looked for in do not matter. */
  readonly recent: readonly DayScore[];
  readonly at: Instant;
  readonly rules: SegmentRules;
}

/** A segment, and why the account is in it, in sentences. */
export interface SegmentAnswer {
  readonly segment: Segment;
  readonly because: readonly string[];
}

/**
 * The segment of a customer at `at` (playbook §5). `at-risk` wins over all others; of the others, the first that holds
 * in the playbook's order: `expansion-ready`, `champion`, otherwise `stable`. For accounts before the sale ask
 * `readinessOf`.
 *
 * @example
 * segmentOf({ view, health, recent: [{ day: '2026-02-20', score: 82 }], at, rules });
 * // { segment: 'at-risk', because: ['Health fell from 82 to 61 within 14 days.'] }
 */
export function segmentOf(question: SegmentQuestion): SegmentAnswer {
  const risks = risksOf(question);
  if (risks.length > 0) return { segment: 'at-risk', because: risks };
  const ready = expansionReadiness(question);
  const champion = championship(question);
  if (ready.length > 0)
    return {
      segment: 'expansion-ready',
      because: champion.length > 0 ? [...ready, 'It also meets what a champion account has to.'] : ready,
    };
  if (champion.length > 0) return { segment: 'champion', because: champion };
  const { score } = question.health;
  const health = score === undefined ? 'Too little is known to tell the health' : `Health is ${score}`;
  return { segment: 'stable', because: [`${health}, and nothing puts the account into another segment.`] };
}

/** All that puts the account at risk; empty when nothing does. */
function risksOf({ view, health: { score }, recent, at, rules: { atRisk } }: SegmentQuestion): string[] {
  const now = Date.parse(at);
  const risks: string[] = [];
  if (score !== undefined && score < atRisk.healthBelow) risks.push(`Health is ${score}, below ${atRisk.healthBelow}.`);
  const highest = highestWithin(recent, atRisk.fallDays, now);
  if (score !== undefined && highest - score >= atRisk.fall)
    risks.push(`Health fell from ${highest} to ${score} within ${counted(atRisk.fallDays, 'day')}.`);
  for (const { name, age } of departedAt(view, now).filter(({ role }) => role === 'champion'))
    if (age <= atRisk.championDepartedDays) risks.push(`The champion ${name} left ${ago(age)}.`);
  const competitor = ageInDays(view.notices['competitor.evaluated'], now);
  if (competitor !== undefined && competitor <= atRisk.competitorEvaluatedDays)
    risks.push(`They were seen evaluating a competitor ${ago(competitor)}.`);
  const churn = ageInDays(view.notices['churn.notified'], now);
  if (churn !== undefined && churn <= atRisk.churnNoticeDays) risks.push(`They gave notice of leaving ${ago(churn)}.`);
  return risks;
}

/** The highest score of the days from `days` ago up to that of `at`; -Infinity when there is none. */
function highestWithin(recent: readonly DayScore[], days: number, at: number): number {
  const [first, last] = [dayOf(at - days * waitMs('1 day')), dayOf(at)];
  return recent.reduce(
    (most, { day, score }) => (day >= first && day <= last ? Math.max(most, score) : most),
    -Infinity,
  );
}

/** Why the account could grow; empty when it could not. */
function expansionReadiness({ view, health: { score }, at, rules }: SegmentQuestion): string[] {
  const { health, usageShare, unitAskedDays } = rules.expansionReady;
  if (score === undefined || score < health || hasSevereCase(view, at, rules)) return [];
  const now = Date.parse(at);
  const reached = Object.keys(view.usage)
    .sort()
    .flatMap((limit) => {
      const point = usageAt(view, limit, now);
      if (!point || point.used < usageShare * point.allowed) return [];
      return `${percent(point.used / point.allowed)} of ${limit} (${amount(point.used, 1)} of ${amount(point.allowed, 1)})`;
    });
  const asked = ageInDays(view.notices['unit.asked'], now);
  const grows = [
    ...(reached.length > 0 ? [`They use ${listed(reached)}.`] : []),
    ...(asked !== undefined && asked <= unitAskedDays ? [`A new unit asked for access ${ago(asked)}.`] : []),
  ];
  if (grows.length === 0) return [];
  return [`Health is ${score}, at least ${health}.`, ...grows, withoutSevereCase(rules)];
}

/** Why the account is one that speaks for us; empty when it is not. */
function championship({ view, health: { score }, at, rules }: SegmentQuestion): string[] {
  const { health, nps, answerDays } = rules.champion;
  if (score === undefined || score < health || hasSevereCase(view, at, rules)) return [];
  const now = Date.parse(at);
  const names = new Map(contactsAt(view, now).map(({ id, name }) => [id, name]));
  const promoters = latestAnswersAt(view, now, 'nps').flatMap((answer) => {
    const name = names.get(answer.contactId ?? '');
    const age = ageInDays(answer.at, now);
    if (name === undefined || age === undefined || age > answerDays || answer.score < nps) return [];
    return `${name} answered ${amount(answer.score, 1)} of 10 ${ago(age)}.`;
  });
  return promoters.length > 0
    ? [`Health is ${score}, at least ${health}.`, ...promoters, withoutSevereCase(rules)]
    : [];
}

const hasSevereCase = (view: AccountView, at: Instant, { severeUpTo }: SegmentRules): boolean =>
  openCasesAt(view, Date.parse(at)).some(({ severity }) => severity <= severeUpTo);

const withoutSevereCase = ({ severeUpTo }: SegmentRules): string =>
  `No case of severity ${severeUpTo === 1 ? '1' : `1 to ${severeUpTo}`} is open.`;

import type { Trigger } from '../events';
import { HAPPENED } from '../facts-in-words';
import { percent } from '../health';
import type { Segment } from '../trajectory';
import { counted, dayInWords, listed } from '../wording';
import type { Condition } from './condition';
import type { AccountRules } from './course';
import { sortedEntries } from './detectors/detector';
import type { Standing } from './judge';
import { calendarDays, daysBetween } from './moment';
import { rangeInWords, severityInWords, STAGE_WORDS, whereInWords } from './wording';

/** What is measured now, and what it takes; either may be missing. */
interface Measured {
  readonly now?: string;
  readonly needs?: string;
}
type Measure = (standing: Standing, rules: AccountRules) => Measured;

/** What is needed for a condition, in a clause: `use came near a limit of the plan in the last 30 days (90 %, …)`. */
export function neededFor(condition: Condition, standing: Standing, rules: AccountRules): string {
  if ('not' in condition) return notOf(condition.not, standing, rules);
  if ('all' in condition) return 'all of these';
  if ('any' in condition) return 'one of these';
  if ('stage' in condition) return `the account is ${STAGE_WORDS[condition.stage]}`;
  if ('health' in condition) return `health is ${rangeInWords(condition.health)}`;
  if ('openCase' in condition) return `a case of ${severityInWords(condition.openCase.severityAtMost)} is open`;
  if ('daysToRenewal' in condition) {
    const { atLeast, atMost } = condition.daysToRenewal;
    return `the renewal is ${atLeast === undefined ? `at most ${counted(atMost, 'day')}` : `${atLeast} to ${atMost} days`} away`;
  }
  if ('segment' in condition) {
    const needs = segmentNeeds(condition.segment, rules);
    return `the segment is ${condition.segment}${needs ? ` (${needs})` : ''}`;
  }
  const { fact, within, where } = condition;
  const { needs } = MEASURES[fact]?.(standing, rules) ?? {};
  return `${HAPPENED[fact]} in the last ${within}${where ? ` with ${whereInWords(where)}` : ''}${needs ? ` (${needs})` : ''}`;
}

function notOf(condition: Condition, standing: Standing, rules: AccountRules): string {
  if ('not' in condition) return neededFor(condition.not, standing, rules);
  if ('all' in condition) return 'not all of these';
  if ('any' in condition) return 'none of these';
  return `not: ${neededFor(condition, standing, rules)}`;
}

/** What is seen of a condition that is not met: what is measured now, or when it happened last. */
export function seenNow(condition: Condition, says: string, standing: Standing, rules: AccountRules): string {
  if ('segment' in condition) return `${says} (${healthNow(standing)})`;
  if (!('fact' in condition)) return says;
  const measure = MEASURES[condition.fact];
  return (measure ? measure(standing, rules).now : lastOf(condition.fact, standing)) ?? 'nothing of the kind';
}

const MEASURES: Readonly<Partial<Record<Trigger, Measure>>> = {
  'usage.limit-approached': ({ view }, { triggers: { usage } }) => {
    const shares = sortedEntries(view.usage).flatMap(([limit, points]) => {
      const point = points.at(-1);
      return point && point.allowed > 0 ? [`${limit} ${percent(point.used / point.allowed)}`] : [];
    });
    const again = `again only after less than ${percent(usage.rearmBelow)}`;
    return { now: listed(shares) || 'no use is measured', needs: `${percent(usage.from)}, ${again}` };
  },
  'contact.leader-joined': (_standing, { triggers: { leaders } }) => ({
    needs: `a rank of ${leaders.from} or above, and to have joined in the last ${counted(leaders.joinedDays, 'day')}`,
  }),
  'health.critical': (standing, { triggers: { health } }) => ({
    now: healthNow(standing),
    needs: `below ${health.criticalBelow}, again only after ${health.rearmAt} or more`,
  }),
  'health.recovered': (standing, { triggers: { health } }) => ({
    now: healthNow(standing),
    needs: `${health.recoveredAt} or more for ${counted(health.recoveredDays, 'day')} after it was critical`,
  }),
  'adoption.stalled': ({ view, at }, { triggers: { adoption } }) => {
    const last = Object.keys(view.activity).sort().at(-1);
    const few = `less than ${percent(adoption.seatsBelow)} of the seats active`;
    return {
      now: last ? `${counted(calendarDays(last, at), 'day')} without use` : 'no use is known',
      needs: `${counted(adoption.unusedDays, 'day')}, or ${few} ${counted(adoption.seatsAfterDays, 'day')} after a deal`,
    };
  },
  'opportunity.stalled': ({ view, at }, { triggers: { deals } }) => {
    const open = Object.values(view.deals).filter(({ result }) => result === undefined);
    const longest = Math.floor(Math.max(...open.map(({ since }) => daysBetween(since, at))));
    return {
      now: open.length > 0 ? `${counted(longest, 'day')} in one stage` : 'no deal is open',
      needs: counted(deals.stalledDays, 'day'),
    };
  },
  'renewal.approaching': ({ view, at }, { triggers: { renewal } }) => {
    const renewalOn = view.account.contract?.renewalOn;
    return {
      now: renewalOn === undefined ? 'no renewal date is known' : `${calendarDays(at, renewalOn)} days before it`,
      needs: `${listed(renewal.steps.map(String), 'or')} days`,
    };
  },
  'support.escalated': (_standing, { triggers }) => ({ needs: severityInWords(triggers.severeUpTo) }),
  'support.resolved': (_standing, { triggers }) => ({ needs: severityInWords(triggers.severeUpTo) }),
};

const healthNow = ({ course: { health } }: Standing): string =>
  health?.score === undefined ? 'health not known' : `health ${health.score}`;

/** Of a fact that has no measure: when it happened last. */
function lastOf(fact: Trigger, { course }: Standing): string | undefined {
  const last = course.facts[fact]?.at(-1);
  return last && `last on ${dayInWords(last.at)}`;
}

function segmentNeeds(segment: Segment, { segments }: AccountRules): string | undefined {
  const { atRisk, expansionReady, champion } = segments;
  switch (segment) {
    case 'at-risk':
      return `health below ${atRisk.healthBelow}, a fall of ${atRisk.fall} in ${counted(atRisk.fallDays, 'day')}, or a warning such as a champion who left`;
    case 'expansion-ready':
      return `health ${expansionReady.health} and ${percent(expansionReady.usageShare)} of a limit`;
    case 'champion':
      return `health ${champion.health} and an NPS of ${champion.nps}`;
    default:
      return undefined;
  }
}

import type { AccountEvent } from '../events';
import { dayInWords } from '../wording';
import type { Course } from './course';
import { derivedFact } from './fact';
import { daysBetween, isCustomer, type Moment } from './moment';
import type { TriggerRules } from './rules';

type Recovery = Course['recovery'];

/**
 * `health.recovered`: after a critical health, once it was good for some time without a break. A health that cannot be
 * told changes nothing.
 */
export function recover(
  { view, at }: Moment,
  { recovery, health }: Course,
  { health: { recoveredAt, recoveredDays } }: TriggerRules,
  becameCritical: boolean,
): { readonly recovery: Recovery; readonly facts: readonly AccountEvent[] } {
  if (!isCustomer(view)) return { recovery: {}, facts: [] };
  const criticalAt = becameCritical ? at : recovery.criticalAt;
  const score = health?.score;
  const wellSince = wellSinceOf(recovery, score, recoveredAt, at);
  if (criticalAt === undefined || wellSince === undefined || daysBetween(wellSince, at) < recoveredDays)
    return { recovery: { ...(criticalAt && { criticalAt }), ...(wellSince && { wellSince }) }, facts: [] };
  const told = {
    data: { score: score ?? null, wellSince, criticalAt },
    because: `Health recovered: it has been ${recoveredAt} or more for ${recoveredDays} days on ${dayInWords(at)}.`,
  };
  return { recovery: { wellSince }, facts: [derivedFact('health.recovered', view.account.id, at, told)] };
}

function wellSinceOf({ wellSince }: Recovery, score: number | undefined, recoveredAt: number, at: string) {
  if (score === undefined) return wellSince;
  return score >= recoveredAt ? (wellSince ?? at) : undefined;
}

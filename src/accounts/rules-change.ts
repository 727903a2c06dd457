import { healthOf, type HealthRules } from '../domain/health';
import type { AccountState } from '../domain/triggers';
import type { Instant } from '../domain/waits';
import { dayInWords, dayOf } from '../domain/wording';

/** Health moved because the rules changed by which it is told. */
export interface RulesChange {
  /** When the account was first looked at by the new rules. */
  readonly at: Instant;
  /** The score of the same moment by the rules before and by the new ones. */
  readonly from: number;
  readonly to: number;
}

/** What other rules make of what was known by then; undefined where health stays, or was not known. */
export function rulesChange(was: AccountState | undefined, at: Instant, rules: HealthRules): RulesChange | undefined {
  const before = was?.course.health;
  if (!was || before?.score === undefined) return undefined;
  const { score } = healthOf(was.view, before.at, rules);
  if (score === undefined || score === before.score) return undefined;
  return { at, from: before.score, to: score };
}

/** `Health fell from 82 to 70 because the house rules changed on 22 November 2026.` */
export const rulesChangeInWords = ({ at, from, to }: RulesChange): string =>
  `Health ${to > from ? 'rose' : 'fell'} from ${from} to ${to} because the house rules changed on ${dayInWords(dayOf(at))}.`;

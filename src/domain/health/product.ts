import type { AccountView } from '../account-view';
import { amount, counted, dayOf } from '../wording';
import { ageInDays, contactsAt, DAY_MS, daysSinceUse, usageAt } from './known-at';
import { between, told, untold, type HealthPart } from './part';
import type { HealthRules } from './rules';
import { ago, percent } from './wording';

type Rules = HealthRules['product'];

/** Product usage: the weighted mean of seats, breadth and trend. */
export const productParts = (view: AccountView, at: number, rules: Rules): HealthPart[] => [
  seats(view, at, rules),
  breadth(view, at, rules),
  trend(view, at, rules),
];

/** seats = 100 · min(1, used / licensed) of the latest measurement; confidence = ½^((age − fresh) / half-life). */
function seats(view: AccountView, at: number, rules: Rules): HealthPart {
  const { seatsLimit: limit, usageFreshDays, usageHalfLifeDays, weights } = rules;
  const point = usageAt(view, limit, at);
  if (!point) return untold('seats', weights.seats, `how many ${limit} are in use has not been measured`);
  const age = ageInDays(point.at, at) ?? 0;
  const share = point.used / point.allowed;
  const stale = age > usageFreshDays;
  const says = `${amount(point.used, 1)} of ${amount(point.allowed, 1)} ${limit} are in use (${percent(share)})`;
  return told('seats', weights.seats, 100 * share, stale ? `${says}, as measured ${ago(age)}` : says, {
    confidence: stale ? 0.5 ** ((age - usageFreshDays) / usageHalfLifeDays) : 1,
    measure: { what: `${limit} in use`, value: percent(share) },
  });
}

/** breadth = 100 · contacts who used the product in the last 30 days / contacts. */
function breadth(view: AccountView, at: number, { activeDays, weights }: Rules): HealthPart {
  const contacts = contactsAt(view, at);
  const ages = contacts.map(({ id }) => daysSinceUse(view, id, at)).filter((age) => age !== undefined);
  if (ages.length === 0) return untold('breadth', weights.breadth, 'which contacts use the product is not known');
  const active = ages.filter((age) => age <= activeDays).length;
  const share = active / contacts.length;
  const window = `in the last ${counted(activeDays, 'day')}`;
  const says = `${active} of ${counted(contacts.length, 'contact')} used the product ${window}`;
  const measure = { what: `the share of contacts who used the product ${window}`, value: percent(share) };
  return told('breadth', weights.breadth, 100 * share, says, { measure });
}

/**
 * trend = 0 at half of the use of the 30 days before, 100 at as much or more, a straight line between.
 *
 * Whole days before the day of `at` are compared, so that a day that is not over never looks like a fall.
 */
function trend(view: AccountView, at: number, { trendDays, trendWorst, weights }: Rules): HealthPart {
  const today = dayOf(at);
  const from = dayOf(at - trendDays * DAY_MS);
  const before = dayOf(at - 2 * trendDays * DAY_MS);
  let [recently, previously, everUsed] = [0, 0, false];
  for (const [day, times] of Object.entries(view.activity)) {
    if (day >= today || times <= 0) continue;
    everUsed = true;
    if (day >= from) recently += times;
    else if (day >= before) previously += times;
  }
  const window = counted(trendDays, 'day');
  if (previously === 0 && recently === 0 && everUsed)
    return told('trend', weights.trend, 0, `nobody has used the product for ${counted(2 * trendDays, 'day')}`);
  if (previously === 0)
    return untold('trend', weights.trend, `there are not yet ${counted(2 * trendDays, 'day')} of use to compare`);
  const share = recently / previously;
  const figures = `${counted(recently, 'time')} after ${amount(previously, 1)}`;
  const change =
    share === 1 ? 'is level' : share > 1 ? `grew by ${percent(share - 1)}` : `fell by ${percent(1 - share)}`;
  const says = `use ${change} against the ${window} before (${figures})`;
  return told('trend', weights.trend, between(share, trendWorst, 1), says);
}

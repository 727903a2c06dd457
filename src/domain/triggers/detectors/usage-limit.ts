import type { UsagePoint } from '../../account-view';
import { percent } from '../../health';
import { amount, counted, dayInWords } from '../../wording';
import { derivedFact } from '../fact';
import { calendarDays, daysBetween } from '../moment';
import { sortedEntries, type Detector } from './detector';

/** `usage.limit-approached`: usage crosses a share of a limit, per limit. */
export const usageLimit: Detector = {
  name: 'usage.limit-approached',
  concerns: ({ before, view }) => before.usage !== view.usage,
  read: ({ view, at }, _course, { usage: { from, rearmBelow, trendDays } }) =>
    sortedEntries(view.usage).flatMap(([limit, points]) => {
      const point = points.at(-1);
      // What the plan allows is not known: there is no limit to come near to.
      if (!point || point.allowed <= 0) return [];
      const share = point.used / point.allowed;
      return {
        of: limit,
        raised: share >= from,
        cleared: share < rearmBelow,
        fact: () =>
          derivedFact('usage.limit-approached', view.account.id, at, {
            entity: limit,
            data: { limit, used: point.used, allowed: point.allowed, trend: trendOf(points, point, trendDays) },
            because: `Usage of ${limit} reached ${percent(share)} (${amount(point.used, 1)} of ${amount(point.allowed, 1)}) on ${dayInWords(at)}.`,
          }),
      };
    }),
};

/** `from 71 to 94 in 60 days`: against the oldest measurement of the days looked at. */
function trendOf(points: readonly UsagePoint[], last: UsagePoint, trendDays: number): string {
  const first = points.find(({ at }) => daysBetween(at, last.at) <= trendDays) ?? last;
  const days = calendarDays(first.at, last.at);
  if (days === 0) return `first measured at ${amount(last.used, 1)}`;
  return `from ${amount(first.used, 1)} to ${amount(last.used, 1)} in ${counted(days, 'day')}`;
}

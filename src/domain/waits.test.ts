import { businessDays, waitMs, type CalendarWait } from './waits';

describe('waits', () => {
  it.each([
    ['14 days', 1_209_600_000],
    ['1 hour', 3_600_000],
    ['30 minutes', 1_800_000],
    ['0.5 days', 43_200_000],
  ] as const)('%s', (wait, ms) => expect(waitMs(wait)).toBe(ms));

  it('says how a length is written when it is not one', () => {
    expect(() => waitMs('14 dayz' as CalendarWait)).toThrow(
      '"14 dayz" is not a length of time; write it like "14 days"',
    );
  });

  it('keeps business time apart from calendar time', () => expect(businessDays(2)).toEqual({ businessDays: 2 }));
});

import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  answerDue,
  businessDeadline,
  commonSlots,
  isWorkingMoment,
  nextWorkingMoment,
  previousBusiness,
  type WorkingCalendar,
} from './business-time';
import { cases } from './cases.fixture';
import { businessDays, businessHours, endOfAccountDay, later, type Instant } from './waits';

const berlin: WorkingCalendar = { timeZone: 'Europe/Berlin', country: 'DE' };
const newYork: WorkingCalendar = { timeZone: 'America/New_York', country: 'US' };
const riyadh: WorkingCalendar = { timeZone: 'Asia/Riyadh', country: 'SA' };

const at = (local: string, calendar = berlin): Instant =>
  new Date(DateTime.fromISO(local, { zone: calendar.timeZone }).toMillis()).toISOString();
const shown = (instant: Instant, calendar = berlin): string =>
  DateTime.fromISO(instant, { zone: calendar.timeZone }).toFormat('ccc yyyy-MM-dd HH:mm');

describe('a working moment', () => {
  it.each([
    ['2026-03-02T09:00', true],
    ['2026-03-02T08:59', false],
    ['2026-03-02T17:00', true],
    ['2026-03-02T17:01', false],
    ['2026-02-28T11:00', false],
    ['2026-04-03T11:00', false],
  ])('in Berlin, %s: %s', (local, working) => {
    expect(isWorkingMoment(at(local), berlin)).toBe(working);
  });

  it('follows the weekend and the feasts of the country', () => {
    expect(shown(nextWorkingMoment(at('2026-03-05T18:00', riyadh), riyadh), riyadh)).toBe('Sun 2026-03-08 09:00');
    expect(isWorkingMoment(at('2026-03-19T10:00', riyadh), riyadh)).toBe(false);
    expect(isWorkingMoment(at('2026-07-03T10:00', newYork), newYork)).toBe(false);
    // The clocks change within the feast, so that it lasts an hour less than three days.
    const sarajevo = { timeZone: 'Europe/Sarajevo', country: 'BA' };
    expect(isWorkingMoment(at('2025-04-01T10:00', sarajevo), sarajevo)).toBe(false);
    // The feast begins on the afternoon before and ends with its third day.
    const istanbul = { timeZone: 'Europe/Istanbul', country: 'TR' };
    expect(shown(nextWorkingMoment(at('2026-03-20T10:00', istanbul), istanbul), istanbul)).toBe('Mon 2026-03-23 09:00');
    expect(isWorkingMoment(at('2021-12-31T10:00', newYork), newYork)).toBe(false);
  });

  it('follows hours other than 9 to 17', () => {
    const early = { ...berlin, opens: 7.5, closes: 16 };
    expect(shown(nextWorkingMoment(at('2026-03-02T05:00'), early))).toBe('Mon 2026-03-02 07:30');
    expect(() => isWorkingMoment(at('2026-03-02T05:00'), { ...berlin, opens: 17, closes: 9 })).toThrow(RangeError);
  });

  it('knows no holidays in a country without data', () => {
    const nowhere = { timeZone: 'UTC', country: 'XX' };
    expect(isWorkingMoment('2026-12-25T10:00:00.000Z', nowhere)).toBe(true);
    expect(isWorkingMoment('2026-12-26T10:00:00.000Z', nowhere)).toBe(false);
  });
});

describe('a business deadline', () => {
  it.each([
    ['2026-02-27T15:00', businessDays(1), 'Mon 2026-03-02 15:00'],
    ['2026-02-27T17:00', businessDays(1), 'Mon 2026-03-02 17:00'],
    ['2026-02-28T12:00', businessDays(1), 'Tue 2026-03-03 09:00'],
    ['2026-03-02T03:00', businessDays(1), 'Tue 2026-03-03 09:00'],
    ['2026-04-02T15:00', businessDays(1), 'Tue 2026-04-07 15:00'],
    ['2026-03-27T15:00', businessDays(1), 'Mon 2026-03-30 15:00'],
    ['2026-03-02T10:00', businessDays(10), 'Mon 2026-03-16 10:00'],
    ['2026-03-02T10:00', businessDays(0.5), 'Mon 2026-03-02 14:00'],
    ['2026-02-28T12:00', businessDays(0), 'Mon 2026-03-02 09:00'],
    ['2026-02-27T15:00', businessHours(4), 'Mon 2026-03-02 11:00'],
    ['2026-02-27T13:00', businessHours(4), 'Fri 2026-02-27 17:00'],
    ['2026-02-27T17:00', businessHours(1), 'Mon 2026-03-02 10:00'],
    ['2026-03-02T09:00', businessHours(20), 'Wed 2026-03-04 13:00'],
  ])('from %s after %j is %s', (from, wait, due) => {
    expect(shown(businessDeadline(at(from), wait, berlin))).toBe(due);
  });

  it('is plain time, scaled, in rehearsals', () => {
    const saturday = at('2026-02-28T12:00');
    expect(businessDeadline(saturday, businessDays(1), berlin, 1 / 1440)).toBe(later(saturday, 60_000));
    expect(businessDeadline(saturday, businessHours(2), berlin, 0.5)).toBe(later(saturday, 3_600_000));
    expect(previousBusiness(saturday, businessHours(2), berlin, 0.5)).toBe(later(saturday, -3_600_000));
  });

  it('refuses a negative wait and an instant that is none', () => {
    expect(() => businessDeadline(at('2026-03-02T10:00'), businessDays(-1), berlin)).toThrow(RangeError);
    expect(() => businessDeadline('yesterday', businessDays(1), berlin)).toThrow(RangeError);
  });
});

describe('the moment so long before a deadline', () => {
  it.each([
    ['2026-03-02T15:00', businessHours(4), 'Mon 2026-03-02 11:00'],
    ['2026-03-02T11:00', businessHours(4), 'Fri 2026-02-27 15:00'],
    ['2026-03-02T11:00', businessHours(2), 'Mon 2026-03-02 09:00'],
    ['2026-03-01T11:00', businessHours(1), 'Fri 2026-02-27 16:00'],
    ['2026-03-02T15:00', businessDays(1), 'Fri 2026-02-27 15:00'],
    ['2026-04-07T15:00', businessDays(1), 'Thu 2026-04-02 15:00'],
  ])('before %s, %j, is %s', (deadline, wait, expected) => {
    expect(shown(previousBusiness(at(deadline), wait, berlin))).toBe(expected);
  });
});

const zones: WorkingCalendar[] = [
  berlin,
  newYork,
  riyadh,
  { timeZone: 'Asia/Kathmandu', country: 'NP' },
  { timeZone: 'Australia/Lord_Howe', country: 'AU' },
  { timeZone: 'America/Sao_Paulo', country: 'BR' },
  { timeZone: 'Asia/Tokyo', country: 'JP', opens: 10, closes: 18.5 },
];
const calendars = fc.constantFrom(...zones);
const instants = fc
  .date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2029-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date): Instant => date.toISOString());
const waits = fc.oneof(
  fc.integer({ min: 0, max: 15 }).map(businessDays),
  fc.double({ min: 0, max: 60, noNaN: true }).map(businessHours),
);

const many = { numRuns: cases(100) };

describe('for every calendar and moment', () => {
  it('a deadline is a working moment, and not before the wait began', () => {
    fc.assert(
      fc.property(instants, waits, calendars, (from, wait, calendar) => {
        const due = businessDeadline(from, wait, calendar);
        expect(isWorkingMoment(due, calendar)).toBe(true);
        expect(due >= from).toBe(true);
      }),
      many,
    );
  });

  it('what begins later is not due earlier', () => {
    fc.assert(
      fc.property(instants, fc.nat(7 * 86_400_000), waits, calendars, (from, delay, wait, calendar) => {
        const due = businessDeadline(from, wait, calendar);
        expect(businessDeadline(later(from, delay), wait, calendar) >= due).toBe(true);
      }),
      many,
    );
  });

  it('a longer wait is not due earlier', () => {
    fc.assert(
      fc.property(instants, fc.nat(10), fc.nat(10), calendars, (from, days, more, calendar) => {
        const due = businessDeadline(from, businessDays(days), calendar);
        expect(businessDeadline(from, businessDays(days + more), calendar) >= due).toBe(true);
        expect(businessDeadline(from, businessHours(days + more), calendar) >= from).toBe(true);
      }),
      many,
    );
  });

  it('waiting twice is waiting for the sum', () => {
    fc.assert(
      fc.property(instants, fc.nat(10), fc.nat(10), calendars, (from, one, two, calendar) => {
        const first = businessDeadline(from, businessDays(one), calendar);
        expect(businessDeadline(first, businessDays(two), calendar)).toBe(
          businessDeadline(from, businessDays(one + two), calendar),
        );
      }),
      many,
    );
  });

  it('a reminder is at a working moment, and its wait ends with the deadline at the latest', () => {
    fc.assert(
      fc.property(instants, waits, calendars, (deadline, wait, calendar) => {
        const reminder = previousBusiness(deadline, wait, calendar);
        expect(isWorkingMoment(reminder, calendar)).toBe(true);
        expect(businessDeadline(reminder, wait, calendar) <= deadline).toBe(true);
      }),
      many,
    );
  });

  it('a deadline keeps the local time of day across a change of the clocks', () => {
    fc.assert(
      fc.property(instants, fc.nat(200), fc.constantFrom(berlin, newYork), (from, days, calendar) => {
        const start = nextWorkingMoment(from, calendar);
        const due = businessDeadline(start, businessDays(days), calendar);
        expect(shown(due, calendar).slice(-5)).toBe(shown(start, calendar).slice(-5));
      }),
      { numRuns: cases(50) },
    );
  });
});

describe('common slots', () => {
  const week = { from: at('2026-03-02T08:10'), until: at('2026-03-06T18:00') };
  const slots = (
    calendars: readonly WorkingCalendar[],
    minutes: number,
    busy: Parameters<typeof commonSlots>[4] = [],
  ) => [...commonSlots(calendars, week.from, week.until, minutes, busy)].map((slot) => shown(slot));

  it('begin on the half hour within the hours of both sides', () => {
    expect(slots([berlin, newYork], 60).slice(0, 4)).toEqual([
      'Mon 2026-03-02 15:00',
      'Mon 2026-03-02 15:30',
      'Mon 2026-03-02 16:00',
      'Tue 2026-03-03 15:00',
    ]);
  });

  it('leave out what is busy', () => {
    const busy = [{ from: at('2026-03-02T09:00'), until: at('2026-03-02T15:10') }];
    expect(slots([berlin], 30, busy)[0]).toBe('Mon 2026-03-02 15:30');
  });

  it('are on the half hour of the first calendar also where zones are a quarter off', () => {
    const kathmandu = { timeZone: 'Asia/Kathmandu', country: 'NP' };
    const [first] = commonSlots([kathmandu, berlin], week.from, week.until, 30, []);
    expect(shown(first ?? '', kathmandu)).toBe('Mon 2026-03-02 14:00');
  });

  it('are none where the hours never meet', () => {
    expect(slots([berlin, { timeZone: 'America/Los_Angeles', country: 'US' }], 30)).toEqual([]);
  });

  it('lie within the hours of everybody and never touch what is busy', () => {
    const busySpans = fc.array(
      fc.record({ start: fc.nat(5 * 86_400_000), length: fc.integer({ min: 60_000, max: 86_400_000 }) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        fc.array(calendars, { minLength: 1, maxLength: 3 }),
        instants,
        fc.integer({ min: 15, max: 120 }),
        busySpans,
        (sides, from, minutes, spans) => {
          const busy = spans.map(({ start, length }) => ({
            from: later(from, start),
            until: later(from, start + length),
          }));
          const until = later(from, 5 * 86_400_000);
          let last = '';
          for (const slot of commonSlots(sides, from, until, minutes, busy)) {
            const end = later(slot, minutes * 60_000);
            expect(slot >= from && slot > last && end <= until).toBe(true);
            for (const side of sides)
              expect(
                isWorkingMoment(slot, side) && businessDeadline(slot, businessHours(minutes / 60), side) === end,
              ).toBe(true);
            expect(busy.some((span) => span.from < end && slot < span.until)).toBe(false);
            last = slot;
          }
        },
      ),
      { numRuns: cases(60) },
    );
  });
});

describe('an answer that is due before the account’s day is over', () => {
  const due = (local: string, calendar = newYork): string =>
    shown(answerDue(at(local, calendar), endOfAccountDay, { asked: berlin, account: calendar }), calendar);

  it.each([
    ['2026-03-02T08:00', 'Mon 2026-03-02 17:00'],
    ['2026-03-02T15:00', 'Mon 2026-03-02 17:00'],
    ['2026-03-02T15:01', 'Tue 2026-03-03 17:00'],
    ['2026-03-02T22:00', 'Tue 2026-03-03 17:00'],
    ['2026-03-06T16:30', 'Mon 2026-03-09 17:00'],
    ['2026-07-02T16:30', 'Mon 2026-07-06 17:00'],
  ])('in New York, asked at %s: %s', (asked, expected) => {
    expect(due(asked)).toBe(expected);
  });

  it('is due on a business day of theirs, at its end, after two hours at least, whenever it is asked', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.constantFrom(berlin, newYork, riyadh),
        (date, account) => {
          const asked = date.toISOString();
          const end = answerDue(asked, endOfAccountDay, { asked: berlin, account });
          expect(isWorkingMoment(end, account)).toBe(true);
          expect(shown(end, account)).toMatch(/17:00$/);
          expect(Date.parse(end) - date.getTime()).toBeGreaterThanOrEqual(2 * 3_600_000);
        },
      ),
    );
  });

  it('is due after eight hours in a rehearsal, and by the time of whoever is asked otherwise', () => {
    const asked = at('2026-03-02T11:00');
    const of = { asked: berlin, account: newYork };
    expect(answerDue(asked, endOfAccountDay, of, 0.5)).toBe(later(asked, 4 * 3_600_000));
    expect(answerDue(asked, businessHours(4), of)).toBe(businessDeadline(asked, businessHours(4), berlin));
  });
});

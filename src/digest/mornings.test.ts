import fc from 'fast-check';
import { DateTime } from 'luxon';
import { isBusinessDay } from '../domain/working-days';
import { absenceIn, datesBefore, momentOf, morningOf, startOf, type EarlyRiser } from './mornings';

const QUARTER = 900_000;
const DAY = 96 * QUARTER;
/** Half and quarter hours, both hemispheres, clocks that change at midnight, a zone without any change. */
const ZONES = [
  ['Europe/Berlin', 'DE'],
  ['America/New_York', 'US'],
  ['America/St_Johns', 'CA'],
  ['Australia/Lord_Howe', 'AU'],
  ['Pacific/Chatham', 'NZ'],
  ['Asia/Kathmandu', 'NP'],
  ['Asia/Beirut', 'LB'],
  ['America/Santiago', 'CL'],
  ['Asia/Dubai', 'AE'],
  ['Pacific/Kiritimati', 'KI'],
] as const;

const anybody = fc.constantFrom(...ZONES).map(([timeZone, country]) => ({ timeZone, country }));
const anyHour = fc.integer({ min: 0, max: 11 });
/** Two weeks somewhere in three years: changes of the clocks, turns of the year and holidays are among them. */
const anyStart = fc
  .integer({ min: 0, max: 3 * 365 * 96 })
  .map((quarters) => Date.parse('2026-01-01T00:01:00.000Z') + quarters * QUARTER);
const iso = (ms: number): string => new Date(ms).toISOString();

/** What is sent when somebody looks every quarter of an hour, and nothing goes wrong unless `down`. */
function sentIn(person: EarlyRiser, hour: number, from: number, days: number, down = (_at: number) => false) {
  const sent = new Map<string, string>();
  for (let at = from; at < from + days * DAY; at += QUARTER) {
    const date = down(at) ? undefined : morningOf(person, hour, iso(at));
    if (date !== undefined && !sent.has(date)) sent.set(date, iso(at));
  }
  return sent;
}

/** Working days of which the whole morning lies within the span. */
function workingDays({ timeZone, country }: EarlyRiser, from: number, days: number): string[] {
  const until = from + days * DAY;
  const all: string[] = [];
  let day = DateTime.fromMillis(from, { zone: timeZone }).startOf('day').plus({ days: 1 });
  for (; day.set({ hour: 12 }).toMillis() <= until; day = day.plus({ days: 1 }).startOf('day'))
    if (isBusinessDay(day.toFormat('yyyy-MM-dd'), day.weekday, country)) all.push(day.toFormat('yyyy-MM-dd'));
  return all;
}

it('gives each person exactly one digest on each of their working days, within a quarter of an hour of its hour', () => {
  fc.assert(
    fc.property(anybody, anyHour, anyStart, (person, hour, from) => {
      const sent = sentIn(person, hour, from, 16);
      const expected = workingDays(person, from, 16);
      expect([...sent.keys()].filter((date) => expected.includes(date))).toEqual(expected);
      for (const date of expected) {
        const late = Date.parse(sent.get(date)!) - Date.parse(momentOf(person, hour, date));
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(QUARTER);
      }
      for (const date of sent.keys())
        expect(isBusinessDay(date, DateTime.fromISO(date).weekday, person.country)).toBe(true);
    }),
    { numRuns: 12 },
  );
});

it('leaves out those who are away, and only these', () => {
  fc.assert(
    fc.property(anybody, anyStart, fc.integer({ min: 0, max: 900 }), (person, from, quarters) => {
      const away = { from: iso(from + 2 * DAY), until: iso(from + 2 * DAY + quarters * QUARTER) };
      const [there, sent] = [sentIn(person, 8, from, 14), sentIn({ ...person, away }, 8, from, 14)];
      for (const at of sent.values()) expect(away.from <= at && at < away.until).toBe(false);
      // Who is back by noon has it then.
      const missed = [...there].filter(([date]) => !sent.has(date));
      for (const [, at] of missed) expect(away.from <= at && at < away.until).toBe(true);
    }),
    { numRuns: 12 },
  );
});

it('makes up for missed hours until noon, and not later', () => {
  const ana = { timeZone: 'Europe/Berlin', country: 'DE' };
  const monday = Date.parse('2026-03-02T00:01:00.000Z');
  const downUntil = (at: string) => sentIn(ana, 8, monday, 1, (now) => now < Date.parse(at));
  expect([...downUntil('2026-03-02T10:40:00.000Z')]).toEqual([['2026-03-02', '2026-03-02T10:46:00.000Z']]);
  expect([...downUntil('2026-03-02T11:00:00.000Z')]).toEqual([]);
});

it('comes at its hour of the clock also on the days on which the clocks change', () => {
  const [berlin, dubai] = [
    { timeZone: 'Europe/Berlin', country: 'DE' },
    { timeZone: 'Asia/Dubai', country: 'AE' },
  ];
  expect(['2026-03-27', '2026-03-30', '2026-10-26'].map((date) => momentOf(berlin, 8, date))).toEqual([
    '2026-03-27T07:00:00.000Z',
    '2026-03-30T06:00:00.000Z',
    '2026-10-26T07:00:00.000Z',
  ]);
  // 29 March 2026 has no 2 o'clock in Berlin.
  expect(momentOf(berlin, 2, '2026-03-29')).toBe('2026-03-29T01:00:00.000Z');
  expect(morningOf(dubai, 8, '2026-03-02T04:00:00.000Z')).toBe('2026-03-02');
});

describe('what a digest covers', () => {
  const ana = { timeZone: 'Europe/Berlin', country: 'DE' };
  const monday = '2026-03-09T07:00:00.000Z';

  it('begins where the last one ended', () => {
    expect(startOf(ana, 8, monday, '2026-03-05T07:00:00.000Z')).toBe('2026-03-05T07:00:00.000Z');
  });

  it('is a day before the first one, three on a Monday, more after holidays', () => {
    expect(startOf(ana, 8, '2026-03-10T07:00:00.000Z', undefined)).toBe('2026-03-09T07:00:00.000Z');
    expect(startOf(ana, 8, monday, undefined)).toBe('2026-03-06T07:00:00.000Z');
    // Easter, and the clocks changed before.
    expect(startOf(ana, 8, '2026-04-07T06:00:00.000Z', undefined)).toBe('2026-04-02T06:00:00.000Z');
  });

  it('is the absence of those who come back, two weeks at most', () => {
    const away = (from: string) => ({ ...ana, away: { from, until: '2026-03-09T00:00:00+01:00' } });
    expect(startOf(away('2026-03-02T00:00:00+01:00'), 8, monday, undefined)).toBe('2026-03-01T23:00:00.000Z');
    expect(startOf(away('2026-01-05T00:00:00+01:00'), 8, monday, undefined)).toBe('2026-02-23T07:00:00.000Z');
    expect(startOf(away('2026-01-05T00:00:00+01:00'), 8, monday, '2026-01-02T07:00:00.000Z')).toBe(
      '2026-02-23T07:00:00.000Z',
    );
    const absent = away('2026-03-02T00:00:00+01:00');
    expect(absenceIn(absent, '2026-02-27T07:00:00.000Z', monday)).toEqual(absent.away);
    expect(absenceIn(absent, monday, '2026-03-10T07:00:00.000Z')).toBeUndefined();
  });

  it('leaves no gap and tells nothing twice, from digest to digest', () => {
    fc.assert(
      fc.property(anybody, anyHour, anyStart, (person, hour, from) => {
        const dates = [...sentIn(person, hour, from, 21).keys()];
        let last: string | undefined;
        for (const date of dates) {
          const until = momentOf(person, hour, date);
          const since = startOf(person, hour, until, last);
          expect(since < until).toBe(true);
          if (last !== undefined) expect(since).toBe(last);
          expect(datesBefore(person, until)).not.toContain(date);
          last = until;
        }
      }),
      { numRuns: 12 },
    );
  });
});

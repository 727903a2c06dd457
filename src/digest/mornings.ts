import { DateTime } from 'luxon';
import type { Person } from '../domain/account';
import { isAway } from '../domain/role-resolution';
import type { Instant } from '../domain/waits';
import { isBusinessDay } from '../domain/working-days';

/** Whose mornings: where they live, and when they are not there. */
export type EarlyRiser = Pick<Person, 'timeZone' | 'country' | 'away'>;

/** The local hour until which what was missed is made up for. */
const NOON = 12;
/** So many days a digest goes back, at most. */
export const MOST_DAYS = 14;

/**
 * The local date of the digest that the person should have at that moment; undefined when none is due: it is not a
 * working day of theirs, not their morning, or they are away.
 *
 * @param hour the local hour at which it comes, below 12
 * @example
 * morningOf(ana, 8, '2026-03-02T07:15:00.000Z'); // '2026-03-02': 08:15 in Berlin, on a Monday
 */
export function morningOf(person: EarlyRiser, hour: number, at: Instant): string | undefined {
  const moment = local(person, at);
  if (moment.hour < hour || moment.hour >= NOON) return undefined;
  return worksOn(person, moment) && !isAway(person, at) ? dateOf(moment) : undefined;
}

/** When the digest of that local date is to come. Where the clocks leave the hour out, it comes an hour later. */
export const momentOf = ({ timeZone }: EarlyRiser, hour: number, date: string): Instant =>
  instant(atHour(DateTime.fromISO(date, { zone: timeZone }), hour));

/** The local dates before that of `at`, the latest first, as far back as a digest goes. `today`: also that of `at`. */
export function datesBefore(person: EarlyRiser, at: Instant, today = false): string[] {
  const day = local(person, at).startOf('day');
  const dates = Array.from({ length: MOST_DAYS }, (_, days) => dateOf(day.minus({ days: days + 1 })));
  return today ? [dateOf(day), ...dates] : dates;
}

/**
 * From when on the digest that ends at `until` tells what happened: since the last one, at most {@link MOST_DAYS} days. Before
 * the first one it is since that hour of the working day before, or since they went away, when they are back only now.
 */
export function startOf(person: EarlyRiser, hour: number, until: Instant, last: Instant | undefined): Instant {
  const earliest = instant(local(person, until).minus({ days: MOST_DAYS }));
  const first = last ?? beginOfAbsence(person, until, workingDayBefore(person, hour, until));
  return first > earliest ? first : earliest;
}

/** The absence that ended within the span. */
export const absenceIn = ({ away }: EarlyRiser, since: Instant, until: Instant): Person['away'] =>
  away && ms(since) < ms(away.until) && ms(away.until) <= ms(until) ? away : undefined;

/** Midnight at the end of the local day. */
export const endOfDay = (person: EarlyRiser, at: Instant): Instant =>
  instant(local(person, at).plus({ days: 1 }).startOf('day'));

function beginOfAbsence(person: EarlyRiser, until: Instant, since: Instant): Instant {
  const away = absenceIn(person, since, until);
  return away && ms(away.from) < ms(since) ? new Date(away.from).toISOString() : since;
}

function workingDayBefore(person: EarlyRiser, hour: number, at: Instant): Instant {
  const earlier = datesBefore(person, at).map((date) => DateTime.fromISO(date, { zone: person.timeZone }));
  return instant(atHour(earlier.find((day) => worksOn(person, day)) ?? earlier[0]!, hour));
}

const worksOn = ({ country }: EarlyRiser, day: DateTime): boolean => isBusinessDay(dateOf(day), day.weekday, country);
const local = ({ timeZone }: EarlyRiser, at: Instant): DateTime => DateTime.fromISO(at, { zone: timeZone });
const atHour = (day: DateTime, hour: number): DateTime => day.startOf('day').set({ hour });
const dateOf = (day: DateTime): string => day.toFormat('yyyy-MM-dd');
const instant = (moment: DateTime): Instant => new Date(moment.toMillis()).toISOString();
const ms = (at: Instant): number => Date.parse(at);

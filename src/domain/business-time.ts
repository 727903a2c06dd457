import { DateTime } from 'luxon';
import { later, type BusinessWait, type DueTime, type Instant } from './waits';
import { isBusinessDay } from './working-days';

/** When somebody works: a zone, a country (weekend and public holidays) and hours of the local day. */
export interface WorkingCalendar {
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2; a country without holiday data counts as one without holidays. */
  readonly country: string;
  /** Local hour at which work begins; 9 when absent. Half hours are fractions: 8.5. */
  readonly opens?: number;
  /** Local hour at which work ends, before midnight; 17 when absent. */
  readonly closes?: number;
}

/** A span of time that is taken. */
export interface Busy {
  readonly from: Instant;
  readonly until: Instant;
}

interface Hours {
  readonly open: DateTime;
  readonly close: DateTime;
}

const HOUR_MS = 3_600_000;
const LEAST_LEFT_MS = 2 * HOUR_MS;
const REHEARSED_DAY_MS = 8 * HOUR_MS;
const GRID_MS = 1_800_000;

/** Whether `at` lies within working hours. Opening and closing time both belong to them, so that work can be due at closing time. */
export function isWorkingMoment(at: Instant, calendar: WorkingCalendar): boolean {
  const moment = local(at, calendar);
  const hours = hoursOn(moment, calendar);
  return hours !== undefined && hours.open <= moment && moment <= hours.close;
}

/** `at` itself when it is a working moment, otherwise the next opening. */
export function nextWorkingMoment(at: Instant, calendar: WorkingCalendar): Instant {
  return instant(enter(local(at, calendar), calendar));
}

/**
 * When a business wait that begins at `from` is over. Outside working hours it begins at the next opening.
 * Days: the same local time so many business days later; a fraction counts as that share of the day's working hours.
 * Hours: so many working hours later, which may be exactly at closing time.
 * With a `scale` other than 1 (rehearsals) calendars are ignored: a day is 24 h × scale, an hour 1 h × scale.
 * Throws a RangeError on a negative wait.
 *
 * @example
 * businessDeadline(fridayAt15, businessDays(1), berlin);    // Monday 15:00
 * businessDeadline(saturday, businessDays(1), berlin);      // Tuesday 09:00: begins Monday 09:00
 * businessDeadline(fridayAt15, businessHours(4), berlin);   // Monday 11:00
 */
export function businessDeadline(from: Instant, wait: BusinessWait, calendar: WorkingCalendar, scale = 1): Instant {
  if (scale !== 1) return later(from, plainMs(wait) * scale);
  const { days, hours } = split(wait, calendar);
  const start = enter(local(from, calendar), calendar);
  return instant(addHours(addDays(start, days, 1, calendar), hours, calendar));
}

/**
 * When an answer is due that is asked for at `from`: in the working hours of whoever is asked, or before the account's
 * business day is over. Its next one counts where less than two hours are left. In rehearsals that day has eight hours.
 *
 * @example
 * answerDue(mondayAt11, endOfAccountDay, { asked: berlin, account: newYork }); // Monday 17:00 in New York
 * answerDue(mondayAt16, businessHours(4), { asked: berlin, account: newYork }); // Tuesday 12:00 in Berlin
 */
export function answerDue(
  from: Instant,
  due: DueTime,
  { asked, account }: { readonly asked: WorkingCalendar; readonly account: WorkingCalendar },
  scale = 1,
): Instant {
  if (!('accountDay' in due)) return businessDeadline(from, due, asked, scale);
  if (scale !== 1) return later(from, REHEARSED_DAY_MS * scale);
  const moment = local(from, account);
  const today = hoursFrom(moment, account);
  const isNearlyOver = today.close.toMillis() - moment.toMillis() < LEAST_LEFT_MS;
  return instant((isNearlyOver ? hoursAfter(today, account) : today).close);
}

/**
 * The working moment from which `wait` leads to `deadline`, e.g. when to remind: the mirror image of `businessDeadline`.
 * Outside working hours counting starts at the last closing time before the deadline. It may lie before the wait that
 * the deadline belongs to began; who reminds decides what that means.
 */
export function previousBusiness(deadline: Instant, wait: BusinessWait, calendar: WorkingCalendar, scale = 1): Instant {
  if (scale !== 1) return later(deadline, -plainMs(wait) * scale);
  const { days, hours } = split(wait, calendar);
  const end = leave(local(deadline, calendar), calendar);
  return instant(subtractHours(addDays(end, days, -1, calendar), hours, calendar));
}

/**
 * Every start, earliest first, at which a meeting of so many minutes lies within the working hours of all calendars,
 * between `from` and `until`, and touches nothing that is busy. Starts are on the full and half hour of the first
 * calendar's zone.
 */
export function* commonSlots(
  calendars: readonly WorkingCalendar[],
  from: Instant,
  until: Instant,
  minutes: number,
  busy: readonly Busy[],
): Generator<Instant, undefined> {
  const [first] = calendars;
  if (!first) throw new RangeError('A common slot needs at least one calendar.');
  const length = minutes * 60_000;
  const taken = busy.map((span) => ({ from: Date.parse(span.from), until: Date.parse(span.until) }));
  let start = onGrid(local(from, first));
  while (start + length <= Date.parse(until)) {
    const possible = Math.max(
      ...calendars.map((calendar) => earliestFit(start, length, calendar)),
      ...taken.filter((span) => span.from < start + length && start < span.until).map((span) => span.until),
    );
    if (possible <= start) yield new Date(start).toISOString();
    start = onGrid(local(new Date(Math.max(possible, start + 1)).toISOString(), first));
  }
}

/** The earliest time at or after `start` that is worth trying for this calendar: `start` itself when the meeting fits there. */
function earliestFit(start: number, length: number, calendar: WorkingCalendar): number {
  const moment = local(new Date(start).toISOString(), calendar);
  const hours = hoursFrom(moment, calendar);
  if (hours.open > moment) return hours.open.toMillis();
  return start + length <= hours.close.toMillis() ? start : hoursAfter(hours, calendar).open.toMillis();
}

function onGrid(moment: DateTime): number {
  const offset = moment.offset * 60_000;
  return Math.ceil((moment.toMillis() + offset) / GRID_MS) * GRID_MS - offset;
}

function addDays(start: DateTime, days: number, direction: 1 | -1, calendar: WorkingCalendar): DateTime {
  if (days === 0) return start;
  let span = hoursFrom(start, calendar);
  for (let left = days; left > 0; left -= 1)
    span = direction === 1 ? hoursAfter(span, calendar) : hoursBefore(span, calendar);
  const { hour, minute, second, millisecond } = start;
  const sameTime = span.open.set({ hour, minute, second, millisecond });
  // A change of the clocks within working hours must not lead out of them.
  return DateTime.min(DateTime.max(sameTime, span.open), span.close);
}

function addHours(start: DateTime, hours: number, calendar: WorkingCalendar): DateTime {
  let left = Math.round(hours * HOUR_MS);
  if (left === 0) return start;
  let span: Hours = { open: start, close: hoursFrom(start, calendar).close };
  for (;;) {
    const length = span.close.toMillis() - span.open.toMillis();
    if (left <= length) return span.open.plus(left);
    left -= length;
    span = hoursAfter(span, calendar);
  }
}

function subtractHours(end: DateTime, hours: number, calendar: WorkingCalendar): DateTime {
  let left = Math.round(hours * HOUR_MS);
  if (left === 0) return end;
  let span: Hours = { open: hoursUpTo(end, calendar).open, close: end };
  for (;;) {
    const length = span.close.toMillis() - span.open.toMillis();
    if (left <= length) return span.close.minus(left);
    left -= length;
    span = hoursBefore(span, calendar);
  }
}

function enter(moment: DateTime, calendar: WorkingCalendar): DateTime {
  const { open } = hoursFrom(moment, calendar);
  return open > moment ? open : moment;
}

function leave(moment: DateTime, calendar: WorkingCalendar): DateTime {
  const { close } = hoursUpTo(moment, calendar);
  return close < moment ? close : moment;
}

/** The working hours that `moment` lies in or that come next. */
function hoursFrom(moment: DateTime, calendar: WorkingCalendar): Hours {
  for (let day = moment.startOf('day'); ; day = day.plus({ days: 1 }).startOf('day')) {
    const hours = hoursOn(day, calendar);
    if (hours && hours.close >= moment) return hours;
  }
}

function hoursAfter(hours: Hours, calendar: WorkingCalendar): Hours {
  return hoursFrom(hours.close.plus(1), calendar);
}

/** The working hours that `moment` lies in or that came last. */
function hoursUpTo(moment: DateTime, calendar: WorkingCalendar): Hours {
  for (let day = moment.startOf('day'); ; day = day.minus({ days: 1 }).startOf('day')) {
    const hours = hoursOn(day, calendar);
    if (hours && hours.open <= moment) return hours;
  }
}

function hoursBefore(hours: Hours, calendar: WorkingCalendar): Hours {
  return hoursUpTo(hours.open.minus(1), calendar);
}

function hoursOn(moment: DateTime, calendar: WorkingCalendar): Hours | undefined {
  if (!isBusinessDay(moment.toFormat('yyyy-MM-dd'), moment.weekday, calendar.country)) return undefined;
  const day = moment.startOf('day');
  return { open: atHour(day, opensAt(calendar)), close: atHour(day, closesAt(calendar)) };
}

const opensAt = (calendar: WorkingCalendar): number => calendar.opens ?? 9;
const closesAt = (calendar: WorkingCalendar): number => calendar.closes ?? 17;

function atHour(day: DateTime, hour: number): DateTime {
  return day.set({ hour: Math.trunc(hour), minute: Math.round((hour % 1) * 60), second: 0, millisecond: 0 });
}

function split(wait: BusinessWait, calendar: WorkingCalendar): { days: number; hours: number } {
  if ('businessHours' in wait) return { days: 0, hours: checked(wait.businessHours) };
  const days = Math.trunc(checked(wait.businessDays));
  return { days, hours: (wait.businessDays - days) * (closesAt(calendar) - opensAt(calendar)) };
}

function plainMs(wait: BusinessWait): number {
  return 'businessHours' in wait ? checked(wait.businessHours) * HOUR_MS : checked(wait.businessDays) * 24 * HOUR_MS;
}

function checked(amount: number): number {
  if (!Number.isFinite(amount) || amount < 0)
    throw new RangeError(`A business wait is a number of days or hours from 0 upwards, not ${amount}.`);
  return amount;
}

function local(at: Instant, calendar: WorkingCalendar): DateTime {
  const [opens, closes] = [opensAt(calendar), closesAt(calendar)];
  if (!(opens >= 0 && opens < closes && closes < 24))
    throw new RangeError(`Working hours from ${opens} to ${closes} are none; write them within one day, like 9 to 17.`);
  const moment = DateTime.fromISO(at, { zone: calendar.timeZone });
  if (!moment.isValid) throw new RangeError(`"${at}" in zone "${calendar.timeZone}" is no instant.`);
  return moment;
}

const instant = (moment: DateTime): Instant => new Date(moment.toMillis()).toISOString();

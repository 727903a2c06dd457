import Holidays from 'date-holidays';

/** Luxon's weekdays: Monday is 1, Sunday 7. */
const SATURDAY_SUNDAY: readonly number[] = [6, 7];
const FRIDAY_SATURDAY: readonly number[] = [5, 6];

/** Countries whose weekend is Friday and Saturday (Unicode CLDR, supplemental week data). */
const FRIDAY_SATURDAY_COUNTRIES = new Set([
  'BH',
  'DZ',
  'EG',
  'IL',
  'IQ',
  'JO',
  'KW',
  'LY',
  'OM',
  'QA',
  'SA',
  'SD',
  'SY',
  'YE',
]);

const DAY_MS = 86_400_000;

/** Building the rules of a country takes milliseconds and a year of them some more; both are asked for thousands of times. */
const rulesByCountry = new Map<string, Holidays>();
const daysByYear = new Map<string, ReadonlySet<string>>();

/**
 * Whether people of that country work on that day of their calendar: no weekend and no nationwide public holiday.
 * Regional holidays are not known here. A country without holiday data counts as one without holidays.
 *
 * @param date the local date, `2026-03-02`
 * @param weekday 1 (Monday) to 7 (Sunday)
 * @param country ISO 3166-1 alpha-2
 */
export function isBusinessDay(date: string, weekday: number, country: string): boolean {
  const weekend = FRIDAY_SATURDAY_COUNTRIES.has(country) ? FRIDAY_SATURDAY : SATURDAY_SUNDAY;
  return !weekend.includes(weekday) && !isPublicHoliday(date, country);
}

function isPublicHoliday(date: string, country: string): boolean {
  const year = Number(date.slice(0, 4));
  // Holidays of several days may begin in the year before.
  return holidayDates(country, year).has(date) || holidayDates(country, year - 1).has(date);
}

function holidayDates(country: string, year: number): ReadonlySet<string> {
  const key = `${country} ${year}`;
  let dates = daysByYear.get(key);
  if (!dates) {
    dates = new Set(rulesOf(country).getHolidays(year).flatMap(datesOf));
    daysByYear.set(key, dates);
  }
  return dates;
}

function rulesOf(country: string): Holidays {
  let rules = rulesByCountry.get(country);
  if (!rules) {
    rules = new Holidays(country, { types: ['public'] });
    rulesByCountry.set(country, rules);
  }
  return rules;
}

/**
 * The local dates a holiday takes. Its `date` names the first one, also where the feast begins at the sunset before;
 * what lasts less than a day (an afternoon off) takes none. The tenth of a day makes up for days of 23 hours.
 */
function datesOf(holiday: { date: string; start: Date; end: Date }): string[] {
  const first = Date.parse(holiday.date.slice(0, 10));
  const days = Math.floor((holiday.end.getTime() - holiday.start.getTime()) / DAY_MS + 0.1);
  return Array.from({ length: days }, (_, day) => new Date(first + day * DAY_MS).toISOString().slice(0, 10));
}

import type { Instant } from './waits';

/**
 * @module
 * Numbers, lists and days as people read them, in English. Nothing here depends on locale data or on the time zone of
 * the machine, so that every worker writes the same, also in a replay.
 */

/**
 * A number with its thousands apart, rounded to so many decimals and without needless ones.
 *
 * @example
 * amount(48_000);   // '48,000'
 * amount(8.512);    // '8.51'
 * amount(8.512, 1); // '8.5'
 */
export const amount = (value: number, decimals = 2): string =>
  // Adding nothing makes -0 a 0.
  String(Number(value.toFixed(decimals)) + 0).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');

/** `USD 9,600`: in whole units of the currency. */
export const money = (value: number, currency: string): string => `${currency} ${amount(value, 0)}`;

/** `1 open case`, `12 open cases`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${amount(count)} ${count === 1 ? one : many}`;

/** `Ana`, `Ana and Ben`, `Ana, Ben and Cem`. */
export const listed = (items: readonly string[], link: 'and' | 'or' = 'and'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${link} ${items.at(-1)}`;

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `31 January 2027`, of an instant (in UTC) or of a day such as `2027-01-31`. */
export function dayInWords(moment: Instant): string {
  const date = new Date(moment);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `2027-01-31`: the day in UTC of milliseconds, or of an instant that is written in UTC. */
export const dayOf = (moment: Instant | number): string =>
  (typeof moment === 'number' ? new Date(moment).toISOString() : moment).slice(0, 10);

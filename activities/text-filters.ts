import { DateTime } from 'luxon';
import { money } from '../src/domain/wording';
import { zoneName } from './notify/plain-words';

/** What a Liquid filter gets: the value before the bar, and its arguments. */
type Filter = (value: unknown, ...args: unknown[]) => string;

/**
 * The filters texts may use besides Liquid's own. Each refuses what it cannot show properly, so that no customer reads "NaN".
 *
 * - `{{ 12000 | money: 'USD' }}`: $12,000
 * - `{{ 1234.5 | number }}`: 1,234.5
 * - `{{ seats }} {{ seats | plural: 'seat', 'seats' }}`: 1 seat, 12 seats (the word alone, as in Shopify's `pluralize`)
 * - `{{ names | list }}`: a, b and c; `{{ names | list: 'or' }}`: a, b or c
 * - `{{ at | day: 'Europe/Berlin' }}`: Monday, 2 March 2026
 * - `{{ at | time: 'Europe/Berlin' }}`: Monday, 2 March 2026, 15:00 Berlin time
 *
 * A date without time (`2026-03-02`) is the same day in every zone; UTC when no zone is given.
 */
export const TEXT_FILTERS: Readonly<Record<string, Filter>> = {
  money: (value, currency) => money(amountOf(value), currencyOf(currency), { cents: true }),
  number: (value) => amountOf(value).toLocaleString('en-US'),
  plural: (value, one, many) => textOf(amountOf(value) === 1 ? one : many),
  list: (value, conjunction = 'and') => {
    if (!Array.isArray(value)) throw new TypeError(`list needs a list, not ${JSON.stringify(value)}`);
    const words = value.map(textOf);
    return words.length < 2
      ? words.join('')
      : `${words.slice(0, -1).join(', ')} ${textOf(conjunction)} ${words[words.length - 1]}`;
  },
  day: (value, zone) => dateOf(value, zone).toFormat('cccc, d LLLL yyyy'),
  time: (value, zone) => {
    const date = dateOf(value, zone);
    return `${date.toFormat('cccc, d LLLL yyyy, HH:mm')} ${zoneName(date.zoneName ?? 'UTC')}`;
  },
};

/** A number, or a number as people type it: `1200`, `1,200`, `99.50`. */
export function amountOf(value: unknown): number {
  const text = typeof value === 'string' ? value.trim().replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '') : value;
  const amount = typeof text === 'string' && text !== '' ? Number(text) : text;
  if (typeof amount !== 'number' || !Number.isFinite(amount))
    throw new TypeError(`${JSON.stringify(value)} is not a number`);
  return amount;
}

function currencyOf(value: unknown): string {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value))
    throw new TypeError(`${JSON.stringify(value)} is no currency`);
  return value;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new TypeError(`${JSON.stringify(value)} is neither a text nor a number`);
  return String(value);
}

function dateOf(value: unknown, zone: unknown): DateTime {
  const text = textOf(value);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const zoneName = isDay || zone === undefined ? 'utc' : textOf(zone);
  const date = DateTime.fromISO(text, { zone: zoneName, locale: 'en-US' });
  if (!date.isValid) throw new TypeError(`"${text}" is not a date in zone "${zoneName}"`);
  return date;
}

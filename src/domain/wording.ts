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

/** Signs by which currencies are known wherever they are used; others are named by their code. */
const SIGNS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', BRL: 'R$' };

/**
 * Money as everybody of ours and of the customers reads it, in whole units of the currency unless `cents` are wanted.
 *
 * @example
 * money(9600, 'USD');                    // '$9,600'
 * money(9600, 'CHF');                    // 'CHF 9,600'
 * money(1199.5, 'EUR', { cents: true }); // '€1,199.50'
 */
export function money(value: number, currency: string, { cents = false }: { readonly cents?: boolean } = {}): string {
  const figures = cents && !Number.isInteger(value) ? withCents(Math.abs(value)) : amount(Math.abs(value), 0);
  const minus = value < 0 && figures !== '0' ? '-' : '';
  const sign = SIGNS[currency];
  return `${minus}${sign === undefined ? `${currency} ` : sign}${figures}`;
}

function withCents(value: number): string {
  const [whole = '', cents = ''] = value.toFixed(2).split('.');
  return `${amount(Number(whole))}.${cents}`;
}

/** The text as a sentence: with a full stop unless it ends in a mark of its own. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return !trimmed || /[.!?…]["”’')]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** The words as a sentence begins: `The account executive`. */
export const opening = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** What somebody said, at the end of a sentence: `“They moved.”`, or `“they moved”.` */
export const quoted = (text: string): string => sentence(`“${text.trim()}”`);

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

/** Lines as people write lists: without bullets and empty lines. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*[-•*]\s*/, '').trim())
    .filter(Boolean);

/** A text of at most so many characters, none of them cut in half; what is left out shows as `…`. */
export const shortened = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

/** With a capital at its beginning. */
export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

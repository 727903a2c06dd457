import { later, type Instant } from '../waits';

const DAY_MS = 86_400_000;
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `1 open case`, `12 open cases`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${amount(count)} ${count === 1 ? one : many}`;

/** `48,000`; at most two decimals. */
export const amount = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

/** `Ana`, `Ana and Ben`, `Ana, Ben and Cem`. */
export function listed(items: readonly string[], link: 'and' | 'or' = 'and'): string {
  const head = items.slice(0, -1);
  return head.length ? `${head.join(', ')} ${link} ${items.at(-1)}` : (items[0] ?? '');
}

/** `31 January 2027`, of an instant (in UTC) or a day such as `2027-01-31`. */
export function dated(moment: Instant): string {
  const date = new Date(moment);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** How many days of the calendar (UTC) lie between the two: positive when `moment` comes later. */
export const daysFrom = (at: Instant, moment: Instant): number =>
  Math.round((Date.parse(moment.slice(0, 10)) - Date.parse(at.slice(0, 10))) / DAY_MS);

/** `today`, `yesterday`, `12 days ago`, `in 3 days`. */
export function fromToday(at: Instant, moment: Instant): string {
  const days = daysFrom(at, moment);
  if (days === 0) return 'today';
  if (days === -1) return 'yesterday';
  if (days === 1) return 'tomorrow';
  return days < 0 ? `${counted(-days, 'day')} ago` : `in ${counted(days, 'day')}`;
}

export const daysBefore = (at: Instant, days: number): Instant => later(at, -days * DAY_MS);

/** With a capital letter and a full stop. */
export const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;

/** On one line, without characters that would steer a terminal: names and subjects are what senders wrote. */
export const printable = (words: string): string => words.replace(/\p{Cc}+/gu, ' ');

/** By code unit, which is the same everywhere. */
export const alphabetically = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

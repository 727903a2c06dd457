import { later, type Instant } from '../waits';
import { counted, dayOf } from '../wording';

const DAY_MS = 86_400_000;

/** How many days of the calendar (UTC) lie between the two: positive when `moment` comes later. */
export const daysFrom = (at: Instant, moment: Instant): number =>
  Math.round((Date.parse(dayOf(moment)) - Date.parse(dayOf(at))) / DAY_MS);

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

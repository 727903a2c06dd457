import { waitMs, type Instant, type Wait } from '../waits';
import { counted } from '../wording';

export const DAY_MS = 86_400_000;

export const ms = (instant: Instant): number => Date.parse(instant);

/**
 * Milliseconds of a re-entry window. It belongs to no person, so business time has no calendar here: five business days
 * count as a week, eight business hours as a business day.
 */
export function windowMs(wait: Wait): number {
  if (typeof wait === 'string') return waitMs(wait);
  const days = 'businessDays' in wait ? wait.businessDays : wait.businessHours / 8;
  return Math.ceil((days / 5) * 7 * DAY_MS);
}

/** `2026-03-02 09:00 UTC`, for sentences. */
export const inWords = (instant: Instant): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

/** `7 days`, `1 day`. */
export const daysInWords = (days: number): string => counted(days, 'day');

/** The window of a re-entry rule in words. */
export function windowInWords(wait: Wait): string {
  if (typeof wait === 'string') return wait;
  return 'businessDays' in wait ? `${wait.businessDays} business days` : `${wait.businessHours} business hours`;
}

/** `the retention save`: a play in a sentence. */
export const spoken = (play: string): string => `the ${play.replaceAll('-', ' ')}`;

/** The same as a sentence begins: `The retention save`. */
export const opening = (play: string): string => `The ${play.replaceAll('-', ' ')}`;

/** With a capital letter and a full stop. */
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

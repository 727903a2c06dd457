import { DateTime } from 'luxon';
import type { Instant } from '../domain/waits';

/** @module Times as the person who reads them has them on their clock; a digest has one reader, so no zone is named. */

/** `Monday 2 March`. */
export const localDay = (at: Instant, timeZone: string): string => local(at, timeZone).toFormat('cccc d LLLL');

/** `15:00`. */
export const localHour = (at: Instant, timeZone: string): string => local(at, timeZone).toFormat('HH:mm');

/** `Monday 2 March, 15:00`. */
export const localTime = (at: Instant, timeZone: string): string =>
  `${localDay(at, timeZone)}, ${localHour(at, timeZone)}`;

/** An instant, or one in words: `2026-03-02 09:00 UTC`. */
const INSTANTS = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z|\b\d{4}-\d\d-\d\d \d\d:\d\d UTC/g;

/** A text with its instants as its reader has them. */
export const withLocalTimes = (text: string, timeZone: string): string =>
  text.replace(INSTANTS, (found) => localTime(found.replace(/^(.{10}) (.{5}) UTC$/, '$1T$2:00Z'), timeZone));

const local = (at: Instant, timeZone: string): DateTime => DateTime.fromISO(at, { zone: timeZone, locale: 'en-GB' });

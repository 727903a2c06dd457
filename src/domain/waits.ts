import { z } from 'zod';

/** An instant as ISO 8601 in UTC, e.g. `2026-03-02T09:00:00.000Z`. What crosses into a workflow's history is always this. */
export type Instant = string;

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** A length of calendar time, written as people say it: `14 days`, `1 hour`, `30 minutes`. */
export type CalendarWait = `${number} ${'minute' | 'hour' | 'day'}${'' | 's'}`;

/** A length of business time: counted in the working hours of whoever has to act (zone, holidays). */
export type BusinessWait = { readonly businessDays: number } | { readonly businessHours: number };

/** Until the account's business day is over, in its own zone and with its holidays. */
export type AccountDay = { readonly accountDay: 'end' };

/** By when somebody is to answer: after so much of their own business time, or before the account's day is over. */
export type DueTime = BusinessWait | AccountDay;

/** How long something may take. */
export type Wait = CalendarWait | BusinessWait;

/** `businessDays(1)`: due at the same time on the next business day of the person asked. */
export const businessDays = (days: number): BusinessWait => ({ businessDays: days });

/** `businessHours(4)`: four working hours. */
export const businessHours = (hours: number): BusinessWait => ({ businessHours: hours });

/** Before the account's business day is over; the next one where less than two hours of it are left. */
export const endOfAccountDay: AccountDay = { accountDay: 'end' };

/** `14 days`, `1 business day`, `8 business hours`. */
export function waitInWords(wait: Wait): string {
  if (typeof wait === 'string') return wait;
  const [count, unit] = 'businessDays' in wait ? [wait.businessDays, 'day'] : [wait.businessHours, 'hour'];
  return `${count} business ${unit}${count === 1 ? '' : 's'}`;
}

/** Milliseconds of a calendar wait. Throws a RangeError that shows the accepted form. */
export function waitMs(wait: CalendarWait): number {
  const match = /^(\d+(?:\.\d+)?) (minute|hour|day)s?$/.exec(wait);
  if (!match)
    throw new RangeError(`"${wait}" is not a length of time; write it like "14 days", "6 hours" or "30 minutes".`);
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
}

export const instantSchema = z.iso.datetime({ offset: true });

/** `later('2026-01-01T00:00:00.000Z', 1000)`. */
export const later = (from: Instant, ms: number): Instant => new Date(Date.parse(from) + ms).toISOString();

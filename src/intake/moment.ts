import { z } from 'zod';
import type { Instant } from '../domain/waits';
import { invalid, Unreadable } from './unreadable';

const DAY_MS = 86_400_000;
const EARLIEST = Date.UTC(2000, 0, 1);
const dateTime = z.iso.datetime({ offset: true, local: true });
const date = z.iso.date();

/**
 * Milliseconds of an ISO 8601 moment. Without an offset it is read as UTC, whatever zone this machine is in.
 *
 * @throws Unreadable `EVENT_INVALID` naming the field
 */
export function readMoment(text: unknown, field: string): number {
  const known = date.safeParse(text).success ? `${String(text)}T00:00:00Z` : text;
  const parsed = dateTime.safeParse(known);
  if (!parsed.success) throw invalid(`${field}: expected an ISO 8601 date and time such as 2026-03-02T09:00:00.000Z`);
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(parsed.data) ? parsed.data : `${parsed.data}Z`);
  if (Number.isNaN(ms)) throw invalid(`${field}: there is no such moment`);
  return ms;
}

/** When something counts as having happened, and what its sender has to know about that. */
export interface Moment {
  readonly at: Instant;
  readonly note?: string;
}

/**
 * When something happened. Clocks differ: a moment up to a day ahead counts as the moment of arrival, and its sender is
 * told. Later than that, or before 2000 (seconds taken for milliseconds, an unset clock), it is refused, since it would spoil everything derived.
 *
 * @throws Unreadable `TIME_INVALID`
 */
export function happenedAt(ms: number, receivedAt: Instant, field: string): Moment {
  const now = Date.parse(receivedAt);
  const bad = ms > now + DAY_MS ? 'more than a day in the future' : ms < EARLIEST ? 'before the year 2000' : undefined;
  if (bad) throw new Unreadable('TIME_INVALID', `${field}: ${bad}`);
  if (ms <= now) return { at: new Date(ms).toISOString() };
  const note = `${field}: ${new Date(ms).toISOString()} had not come yet; it counts as of its arrival, ${receivedAt}`;
  return { at: receivedAt, note };
}

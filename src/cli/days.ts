import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { instantSchema, type Instant } from '../domain/waits';

const day = z.iso.date();
const EXPECTED = 'It is a date such as 2026-03-31, or a moment such as 2026-03-31T09:00:00Z.';

/** A date means its first moment, in UTC. */
export const fromDay = (text: string): Instant => momentOf(text, 'T00:00:00.000Z');

/** A date means its last moment, in UTC. */
export const toDay = (text: string): Instant => momentOf(text, 'T23:59:59.999Z');

function momentOf(text: string, time: string): Instant {
  const at = day.safeParse(text).success ? `${text}${time}` : text;
  if (!instantSchema.safeParse(at).success) throw new InvalidArgumentError(EXPECTED);
  return new Date(at).toISOString();
}

import { customType } from 'drizzle-orm/pg-core';
import type { Instant } from '../domain/waits';
import { StoreError } from './errors';

/** PostgreSQL's text of a timestamptz: `2026-03-02 09:00:00.123456+05:30`; zones of before 1900 have seconds. */
const STORED = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/;

function fromDriver(text: string): Instant {
  const [, day, time, fraction = '', sign, hours, minutes, seconds] = STORED.exec(text) ?? [];
  if (!day)
    throw new StoreError(
      'STORE_FAILED',
      `The database gave "${text}" for an instant. Set its DateStyle to ISO: ALTER DATABASE … SET datestyle TO ISO.`,
    );
  const offsetMs = ((Number(hours) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000;
  // Cut, not rounded: an instant never moves past the moment that it stands for.
  const local = Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  return new Date(local - (sign === '+' ? offsetMs : -offsetMs)).toISOString();
}

function toDriver(value: Instant): string {
  const ms = Date.parse(value);
  // PostgreSQL would take words such as "tomorrow".
  if (Number.isNaN(ms))
    throw new StoreError('INVALID_RECORD', `"${value}" is no instant. Write it like 2026-03-02T09:00:00.000Z.`);
  return new Date(ms).toISOString();
}

/** An instant: `timestamptz` in the database, ISO 8601 in UTC with milliseconds outside. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver,
  toDriver,
});

import type { AccountView, SupportCase, UsagePoint } from '../account-view';
import { waitMs, type Instant } from '../waits';

export const DAY_MS = waitMs('1 day');

/** What belongs to `key`, and nothing an object inherits: contacts and limits may be called `constructor`. */
const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Days from `instant` to `at` (ms); undefined when it is missing or had not yet happened. */
export function ageInDays(instant: Instant | undefined, at: number): number | undefined {
  if (instant === undefined) return undefined;
  const age = (at - Date.parse(instant)) / DAY_MS;
  return age >= 0 ? age : undefined;
}

/** Whether `instant` lies in the `days` up to `at` (ms), both ends included. */
export function isWithin(instant: Instant | undefined, days: number, at: number): boolean {
  const age = ageInDays(instant, at);
  return age !== undefined && age <= days;
}

/** The latest measurement of a limit at `at` (ms); one of which nobody knew what is allowed does not count. */
export const usageAt = (view: AccountView, limit: string, at: number): UsagePoint | undefined =>
  own(view.usage, limit)?.findLast((point) => point.allowed > 0 && Date.parse(point.at) <= at);

/** The support cases open at `at` (ms), most severe first. */
export const openCasesAt = (view: AccountView, at: number): SupportCase[] =>
  Object.values(view.cases)
    .filter(({ openedAt, resolvedAt }) => Date.parse(openedAt) <= at && !(resolvedAt && Date.parse(resolvedAt) <= at))
    .sort((a, b) => a.severity - b.severity);

/** Somebody who was at the account at the time in question. */
export interface ContactThen {
  readonly id: string;
  readonly name: string;
  /** In the buying committee. */
  readonly role?: string;
}

/** Who was at the account at `at` (ms): without those who joined later, with those who left later. By id. */
export function contactsAt(view: AccountView, at: number): ContactThen[] {
  const here = view.account.contacts
    .filter(({ joinedAt }) => !(joinedAt && Date.parse(joinedAt) > at))
    .map(({ id, name, committeeRole }) => ({ id, name, role: committeeRole }));
  const leftLater = departures(view)
    .filter((left) => Date.parse(left.at) > at)
    .map(({ id, name, role }) => ({ id, name, role }));
  return [...here, ...leftLater].sort(byId);
}

/** Who had left by `at` (ms), and how many days ago; the latest first. */
export const departedAt = (view: AccountView, at: number): (ContactThen & { readonly age: number })[] =>
  departures(view)
    .flatMap(({ id, name, role, at: leftAt }) => {
      const age = ageInDays(leftAt, at);
      return age === undefined ? [] : [{ id, name, role, age }];
    })
    .sort((a, b) => a.age - b.age || byId(a, b));

/** Without those who came back. */
function departures({ account, departed }: AccountView) {
  const back = new Set(account.contacts.map(({ id }) => id));
  return Object.entries(departed)
    .filter(([id]) => !back.has(id))
    .map(([id, left]) => ({ id, ...left }));
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** Days since a contact last used the product, at `at` (ms). */
export const daysSinceUse = (view: AccountView, contactId: string, at: number): number | undefined =>
  ageInDays(own(view.lastUse, contactId), at);

/**
 * How long ago each of these contacts last engaged (with marketing or sales, in a meeting, or by using the product), in
 * days at `at` (ms); those of whom nothing is known are absent.
 */
export function daysSinceEngaged(view: AccountView, contacts: readonly ContactThen[], at: number): Map<string, number> {
  const found = new Map<string, number>();
  const note = (id: string, age: number | undefined) => {
    if (age !== undefined && age < (found.get(id) ?? Infinity)) found.set(id, age);
  };
  for (const { id } of contacts) {
    note(id, ageInDays(own(view.engagement, id), at));
    note(id, daysSinceUse(view, id, at));
  }
  const ids = new Set(contacts.map(({ id }) => id));
  for (const { contactId, at: heldAt } of view.meetings)
    if (contactId !== undefined && ids.has(contactId)) note(contactId, ageInDays(heldAt, at));
  return found;
}

import type { Instant } from '../waits';

/**
 * A table keyed by what senders wrote. A case may be called `constructor`, so read it with `entryOf`
 * only; and nothing may depend on the order of the keys, which storing as JSON does not keep.
 */
export type Entries<Value> = Readonly<Record<string, Value>>;

export const entryOf = <Value>(entries: Entries<Value>, key: string): Value | undefined =>
  Object.hasOwn(entries, key) ? entries[key] : undefined;

export const withEntry = <Value>(entries: Entries<Value>, key: string, value: Value): Entries<Value> => ({
  ...entries,
  [key]: value,
});

/** The table without these keys; the table itself when it has none of them. */
export function without<Value>(entries: Entries<Value>, keys: Iterable<string>): Entries<Value> {
  const gone = new Set([...keys].filter((key) => Object.hasOwn(entries, key)));
  return gone.size ? only(entries, (_, key) => !gone.has(key)) : entries;
}

/** What meets the condition; the table itself when everything does. */
export function only<Value>(entries: Entries<Value>, meets: (value: Value, key: string) => boolean): Entries<Value> {
  const all = Object.entries(entries);
  const kept = all.filter(([key, value]) => meets(value, key));
  return kept.length === all.length ? entries : Object.fromEntries(kept);
}

/** Notes the moment, and forgets the oldest one when that makes more than `max`. */
export function noteMoment(entries: Entries<Instant>, key: string, at: Instant, max: number): Entries<Instant> {
  const noted = withEntry(entries, key, at);
  if (Object.hasOwn(entries, key)) return noted;
  const keys = Object.keys(noted);
  if (keys.length <= max) return noted;
  const oldest = keys.reduce((a, b) => (isOlder(noted, b, a) ? b : a));
  return without(noted, [oldest]);
}

const isOlder = (moments: Entries<Instant>, a: string, b: string): boolean =>
  moments[a] === moments[b] ? a < b : moments[a]! < moments[b]!;

/** The same without what is undefined, so that `{ ...known, ...given(told) }` changes only what was told. */
export const given = <T extends object>(told: T): Given<T> =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Given<T>;

type Given<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

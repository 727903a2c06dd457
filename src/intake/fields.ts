import { invalid } from './unreadable';

export type Fields = Readonly<Record<string, unknown>>;

/** Senders write `firstName`, `first_name`, `First Name`: all the same. */
const plain = (key: string): string => key.toLowerCase().replace(/[\s_-]/g, '');

/** An object, or nothing; anything else is refused by name. */
export function fieldsOf(value: unknown, where: string): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(`${where}: expected an object`);
  return value as Fields;
}

/** An object, or nothing; whatever else it is says nothing. */
export const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The sender's spelling of the first of these names that is there. */
export function spelled(fields: Fields, ...names: readonly string[]): string | undefined {
  const keys = Object.keys(fields);
  for (const name of names) {
    const key = Object.hasOwn(fields, name) ? name : keys.find((candidate) => plain(candidate) === plain(name));
    if (key !== undefined) return key;
  }
  return undefined;
}

/** The value of the first of these names that says something: null and blank text say nothing. */
export function given(fields: Fields, ...names: readonly string[]): unknown {
  for (const name of names) {
    const key = spelled(fields, name);
    const value = key === undefined ? undefined : fields[key];
    if (value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')) return value;
  }
  return undefined;
}

/** An id, as text or number; absent when it says nothing. */
export function identifier(value: unknown, where: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  const id = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof id !== 'string') throw invalid(`${where}: expected text`);
  if (id.length > 200) throw invalid(`${where}: expected at most 200 characters`);
  return id.trim() || undefined;
}

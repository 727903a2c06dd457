import { shortHash } from './fnv1a';

/** Longest key: part of a run's id, which people read in tables and type. */
const MAX_KEY = 60;
const HASH_DIGITS = 8;

/**
 * Names an occasion by its parts, in the characters that a run's id may have. Where characters are replaced or cut, a hash
 * of the parts keeps different occasions apart.
 *
 * @example
 * occasionKey('seats', 'olivia-grant'); // seats-olivia-grant
 * occasionKey('席', 'olivia-grant'); // --olivia-grant- and eight digits
 */
export function occasionKey(...parts: readonly string[]): string {
  const whole = parts.join('-');
  const plain = whole.replace(/[^A-Za-z0-9._-]+/g, '-');
  if (plain === whole && plain.length <= MAX_KEY) return plain;
  return `${plain.slice(0, MAX_KEY - HASH_DIGITS - 1)}-${shortHash(whole)}`;
}

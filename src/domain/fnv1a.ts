/**
 * 32-bit FNV-1a over the UTF-16 code units of a text, as published for texts in ASCII: `fnv1a('a') === 0xe40c292c`. It
 * tells names apart and spreads them evenly, the same on every machine; it protects nothing.
 *
 * @see https://datatracker.ietf.org/doc/draft-eastlake-fnv/
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** `fnv1a` as eight hexadecimal digits: `shortHash('a') === 'e40c292c'`. */
export const shortHash = (text: string): string => fnv1a(text).toString(16).padStart(8, '0');

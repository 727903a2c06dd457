/** Longest key; the run's id, which it is part of, has no more room. */
const MAX_KEY = 120;
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
  return `${plain.slice(0, MAX_KEY - HASH_DIGITS - 1)}-${fnv1a(whole)}`;
}

/** FNV-1a in 32 bits over the UTF-16 code units, eight hexadecimal digits. Source: isthe.com/chongo/tech/comp/fnv. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    for (const byte of [unit & 0xff, unit >>> 8]) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(HASH_DIGITS, '0');
}

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

/** Longest part of a key that is made of words. */
const MAX_WORDS = 30;
const SAYS_LITTLE = new Set(
  'a an and at for has have in is it its of on the their they this to was were with'.split(' '),
);
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAY = new RegExp(`\\b(?:on )?(\\d{1,2}) (${MONTHS.join('|')}) (\\d{4})\\b`);

/**
 * Names an occasion that is only told in sentences: by the words of the first that tells what happened, by its day, and by
 * eight digits that keep different occasions apart.
 *
 * @param on the day, for a text that does not name one
 * @example
 * occasionOf('The account is a customer. The champion Ben left on 2 February 2026.');
 * // champion-ben-left-2026-02-02- and eight digits
 */
export function occasionOf(text: string, on?: string): string {
  const sentences = text.split(/(?<=[.!?])\s+/);
  const telling = sentences.find((each) => !each.startsWith('The account is ')) ?? text;
  const day = on ?? dayIn(telling);
  const parts = [slugOf(telling.replace(DAY, '')), ...(day ? [day] : []), shortHash(`${on ?? ''}\n${text}`)];
  return parts.filter(Boolean).join('-');
}

function dayIn(text: string): string | undefined {
  const [, day, month, year] = DAY.exec(text) ?? [];
  if (!day || !month) return undefined;
  return `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function slugOf(text: string): string {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/\p{M}+/gu, '')
    .split(/[^a-z0-9]+/);
  return words
    .filter((word) => word && !SAYS_LITTLE.has(word))
    .reduce((slug, word) => {
      const longer = slug ? `${slug}-${word}` : word.slice(0, MAX_WORDS);
      // One word too long ends it: what follows would not belong to what stands there.
      return longer.length <= MAX_WORDS && !slug.endsWith('-') ? longer : slug.endsWith('-') ? slug : `${slug}-`;
    }, '')
    .replace(/-$/, '');
}

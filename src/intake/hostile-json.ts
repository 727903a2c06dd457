import { isUsableKey, reservedKeyIn, USABLE_KEY } from '../domain/reserved-key';
import { invalid, Unreadable } from './unreadable';

/** Segment's limit of one call, alone or in a batch; the same for a CloudEvent. */
export const MOST_BYTES_PER_ITEM = 32 * 1024;
const DEEPEST = 40;

/** Halves of surrogate pairs, which no UTF-8 can carry. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Refuses JSON that could break those who read it later: nested so deeply that walking it overflows the stack, with text
 * that the store cannot hold (NUL, halves of surrogate pairs), with a key that nothing could be kept under, or larger than one item may be. Walks without recursion.
 *
 * @throws Unreadable
 */
export function refuseHostile(item: unknown, mostBytes = Infinity): void {
  const open: { value: unknown; depth: number }[] = [{ value: item, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') refuseBadText(value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) throw new Unreadable('TOO_DEEP', `Nested more than ${DEEPEST} levels deep.`);
    for (const [key, inner] of Object.entries(value)) {
      refuseBadText(key);
      if (!isUsableKey(key)) throw invalid(`${reservedKeyIn(item)?.join('.')}: ${USABLE_KEY}`);
      open.push({ value: inner, depth: depth + 1 });
    }
  }
  const bytes = mostBytes === Infinity ? 0 : Buffer.byteLength(JSON.stringify(item) ?? '');
  if (bytes > mostBytes) throw new Unreadable('TOO_LARGE', `${bytes} bytes; one item holds at most ${mostBytes}.`);
}

function refuseBadText(text: string): void {
  if (text.includes('\0'))
    throw new Unreadable('TEXT_INVALID', 'Text with the character U+0000, which cannot be stored.');
  if (LONE_SURROGATE.test(text))
    throw new Unreadable('TEXT_INVALID', 'Text with half of a surrogate pair (not Unicode).');
}

/** A refused item as it can be written down: without what lies too deep and characters that cannot be stored. */
export function keepable(item: unknown, levels = DEEPEST): unknown {
  if (typeof item === 'string') return item.replace(/[\0\p{Surrogate}]/gu, '\ufffd');
  if (typeof item !== 'object' || item === null) return item;
  if (levels === 0) return '(nested too deeply)';
  if (Array.isArray(item)) return item.map((inner: unknown) => keepable(inner, levels - 1));
  return Object.fromEntries(Object.entries(item).map(([key, inner]) => [keepable(key), keepable(inner, levels - 1)]));
}

/** JSON with the keys of every object in order, so that the same content is the same text. */
export const canonicalJson = (item: unknown): string =>
  JSON.stringify(item, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  ) ?? '';

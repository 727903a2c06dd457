const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * 32-bit FNV-1a, as published by Fowler, Noll and Vo, over the characters of a text: `fnv1a('a') === 0xe40c292c`. Ids of
 * accounts and names of plays are ASCII, where a character is a byte.
 */
export function fnv1a(text: string): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  return hash >>> 0;
}

/**
 * Whether an account is among those that never get a play, to measure what the play achieves. It depends on nothing but
 * the two and the share: asked again, the answer is the same, and a larger share keeps everybody who was held out.
 */
export const isHeldOut = (accountId: string, play: string, share: number): boolean =>
  fnv1a(`${accountId}/${play}`) / 2 ** 32 < share;

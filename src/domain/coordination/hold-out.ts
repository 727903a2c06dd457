import { fnv1a } from '../fnv1a';

/**
 * Whether an account is among those that never get a play, to measure what the play achieves. It depends on nothing but
 * the two and the share: asked again, the answer is the same, and a larger share keeps everybody who was held out.
 */
export const isHeldOut = (accountId: string, play: string, share: number): boolean =>
  fnv1a(`${accountId}/${play}`) / 2 ** 32 < share;

import type { AccountEvent } from '../src/domain/events';
import type { FactMatch } from './facts';
import type { Play } from './play';

/** Looks whether a fact has come, without waiting for it: `play.waitFor(match, AT_ONCE)`. */
export const AT_ONCE = { within: '0 minutes' } as const;

/** All matching facts that have come since they were last asked for, in the order in which they came. */
export async function allArrived(
  play: Pick<Play, 'waitFor'>,
  match: FactMatch & { readonly what: string },
): Promise<readonly AccountEvent[]> {
  const facts: AccountEvent[] = [];
  for (let fact; (fact = await play.waitFor(match, AT_ONCE));) facts.push(fact);
  return facts;
}

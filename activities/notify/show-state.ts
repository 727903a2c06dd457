import { isDeepStrictEqual } from 'node:util';
import { askedPeople, cardOut, viewFor, type Asked } from './asked-people';
import type { NotifyContext } from './notify-context';

interface Shown {
  /** Whose cards; absent: everybody's. */
  readonly isConcerned?: (asked: Asked) => boolean;
  /** People are told otherwise: no mail says what a card can show. */
  readonly isSilent?: boolean;
}

/**
 * Brings the cards of a task that are out to what the store says. When the store has moved on meanwhile, because an
 * earlier attempt overlaps a later step, it goes round again: whoever shows last shows what is stored.
 */
export async function showState(
  context: NotifyContext,
  taskId: string,
  revision: string,
  { isConcerned = () => true, isSilent = false }: Shown = {},
): Promise<void> {
  for (let row = await context.store.tasks.get(taskId); row;) {
    const shown = row;
    const asked = (await askedPeople(context, shown)).filter(isConcerned);
    await forAll(asked, async (each) => {
      const card = await cardOut(context, each);
      if (!card || (isSilent && card.channel.name === 'mail')) return;
      await card.channel.updateCard(card, viewFor(shown, each), revision);
    });
    row = await context.store.tasks.get(taskId);
    if (row && isDeepStrictEqual(row, shown)) return;
  }
}

/**
 * Does it for everybody, also when it fails for somebody; then throws one of the failures, one that is worth another
 * attempt before one that is final.
 */
export async function forAll<Item>(items: readonly Item[], perform: (item: Item) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(items.map(perform));
  const failures = results.filter((result) => result.status === 'rejected').map(({ reason }): unknown => reason);
  if (failures.length) throw failures.find((each) => !isFinal(each)) ?? failures[0];
}

function isFinal(error: unknown): boolean {
  return error instanceof Error && 'nonRetryable' in error && error.nonRetryable === true;
}

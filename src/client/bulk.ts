import { PlaymakerError } from './playmaker-error';

/** What became of one item of a bulk call. */
export type BulkResult<Item, Value> =
  | { readonly ok: true; readonly item: Item; readonly value: Value }
  | { readonly ok: false; readonly item: Item; readonly error: PlaymakerError };

/**
 * Does something for every item, `concurrency` of them at a time. An item that fails leaves the others alone; an error
 * that is not a {@link PlaymakerError} is a defect and ends it all. Results come in the order of the items.
 */
export async function inBulk<Item, Value>(
  items: readonly Item[],
  concurrency: number,
  act: (item: Item) => Promise<Value>,
): Promise<readonly BulkResult<Item, Value>[]> {
  const results = new Array<BulkResult<Item, Value>>(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await resultOf(item, act);
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(concurrency, items.length)) }, worker));
  return results;
}

async function resultOf<Item, Value>(
  item: Item,
  act: (item: Item) => Promise<Value>,
): Promise<BulkResult<Item, Value>> {
  try {
    return { ok: true, item, value: await act(item) };
  } catch (error) {
    if (error instanceof PlaymakerError) return { ok: false, item, error };
    throw error;
  }
}

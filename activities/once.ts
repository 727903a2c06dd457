import { failure } from './failures';
import type { Outbox, Receipt } from '../src/store/store';

/** An effect outside the store, and how to see whether an earlier attempt already made it. */
export interface Effect {
  /** Looks for the effect's trace at its receiver. Absent where the receiver cannot be asked and dedupes by itself (Message-ID). */
  readonly find?: (firstAt: string) => Promise<Receipt | undefined>;
  readonly perform: () => Promise<Receipt>;
}

/**
 * Makes an effect effectively once (design §2): takes the key, looks before repeating, leaves a receipt.
 * `leaseMs` must be longer than `find` and `perform` can take together. Answers undefined when the effect was withdrawn.
 *
 * @example
 * const receipt = await once(store.outbox, `${taskId}/card`, 30_000, { find, perform });
 */
export async function once(outbox: Outbox, key: string, leaseMs: number, effect: Effect): Promise<Receipt | undefined> {
  const claim = await outbox.claim(key, leaseMs);
  switch (claim.kind) {
    case 'done':
      return claim.receipt;
    case 'void':
      return undefined;
    case 'busy':
      throw underWay(key, claim.until);
    case 'claimed': {
      try {
        const earlier = claim.attempt > 1 ? await effect.find?.(claim.firstAt) : undefined;
        const receipt = earlier ?? (await effect.perform());
        await outbox.finish(key, receipt);
        return receipt;
      } catch (error) {
        await outbox.release(key, claim.attempt);
        throw error;
      }
    }
  }
}

/**
 * Makes sure that an effect which has not happened never will, and answers the receipt of one that has.
 * A row that is pending after an attempt proves neither: that attempt may have ended between the effect and its
 * receipt. So it is claimed and looked for first, exactly as a further attempt would, and only what cannot be found
 * is withdrawn. Without `find`, what left no receipt counts as not happened. EFFECT_UNDER_WAY while somebody is at it.
 *
 * @example
 * const posted = await withdrawOnce(store.outbox, `${taskId}/card/csm`, 30_000, find);
 * if (posted) await update(posted);
 */
export async function withdrawOnce(
  outbox: Outbox,
  key: string,
  leaseMs: number,
  find?: Effect['find'],
): Promise<Receipt | undefined> {
  const tried = ((await outbox.get(key))?.attempts ?? 0) > 0;
  const looked = tried && find ? await look(outbox, key, leaseMs, find) : undefined;
  if (looked?.kind === 'done') return looked.receipt;

  const verdict = await outbox.withdraw(key);
  if (verdict.kind === 'busy') throw underWay(key, verdict.until);
  if (verdict.kind === 'done') return verdict.receipt;
  if (!looked || !find) return undefined;
  // Void is final: nobody begins it any more. Whoever began between the look and the withdrawal has ended: look again.
  const attempts = (await outbox.get(key))?.attempts ?? 0;
  const late = attempts > looked.attempt ? await find(looked.firstAt) : undefined;
  if (late) await outbox.finish(key, late);
  return late;
}

type Look =
  | { readonly kind: 'done'; readonly receipt: Receipt }
  | { readonly kind: 'absent'; readonly attempt: number; readonly firstAt: string };

/** Looks for the effect under a claim, so that nobody performs it meanwhile. Undefined: it is void already. */
async function look(
  outbox: Outbox,
  key: string,
  leaseMs: number,
  find: NonNullable<Effect['find']>,
): Promise<Look | undefined> {
  const claim = await outbox.claim(key, leaseMs);
  if (claim.kind === 'busy') throw underWay(key, claim.until);
  if (claim.kind === 'void') return undefined;
  if (claim.kind === 'done') return claim;
  try {
    const receipt = await find(claim.firstAt);
    if (receipt) await outbox.finish(key, receipt);
    else await outbox.release(key, claim.attempt);
    return receipt ? { kind: 'done', receipt } : { kind: 'absent', attempt: claim.attempt, firstAt: claim.firstAt };
  } catch (error) {
    await outbox.release(key, claim.attempt);
    throw error;
  }
}

/** Who is at it is mostly done within a second; only one that was killed holds it as long as its lease lasts. */
const ASK_AGAIN_MS = 1_000;

function underWay(key: string, until: string) {
  const left = Date.parse(until) - Date.now();
  return failure('EFFECT_UNDER_WAY', `"${key}" is being performed by an earlier attempt.`, {
    retryAfterMs: Math.min(Math.max(250, left), ASK_AGAIN_MS),
  });
}

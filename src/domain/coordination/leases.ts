import type { LeaseRequest, ReleaseRequest } from './requests';
import type { Lease } from './state';
import type { Turn } from './turn';
import type { Verdict } from './verdicts';
import { inWords, ms } from './windows';

/** More leases at one account are a play that does not give them back. */
const MOST_LEASES = 50;

/** Promotional sends pause as long as anybody holds a lease. */
export function lease(turn: Turn, request: LeaseRequest): Verdict {
  const { key, runId, reason, until } = request;
  if (turn.leases.some((each) => each.key === key))
    return { kind: 'granted', key, because: 'The lease was granted before and still holds.' };
  if (turn.ended.some((each) => each.runId === runId))
    return { kind: 'declined', code: 'run-ended', because: 'The run has ended, and a lease outlives nothing.' };
  if (ms(until) <= ms(turn.now))
    return { kind: 'declined', code: 'expired', because: `The lease would end at ${inWords(until)}, which is over.` };
  if (turn.leases.length >= MOST_LEASES)
    return { kind: 'declined', code: 'too-many-leases', because: `The account has ${MOST_LEASES} leases already.` };
  turn.leases.push({ key, runId, reason, since: turn.now, until });
  turn.before ??= request.promotionalBefore;
  const others = turn.leases.length - 1;
  const standing =
    others === 0
      ? 'Promotional sends pause'
      : `Promotional sends stay paused; ${others === 1 ? 'something else pauses' : `${others} other things pause`} them, too`;
  return { kind: 'granted', key, because: `${standing}, until ${inWords(until)} at the latest: ${reason}` };
}

/** Gives a lease back. */
export function release(turn: Turn, { key }: ReleaseRequest): Verdict {
  const had = turn.leases.length;
  dropLeases(turn, (each) => each.key === key);
  if (turn.leases.length === had) return { kind: 'noted', because: 'There is no such lease any more.' };
  const left = turn.leases.length;
  const because =
    left === 0
      ? 'Nothing pauses promotional sends any more.'
      : `Promotional sends stay paused: ${left === 1 ? 'something else still pauses' : `${left} other things still pause`} them.`;
  return { kind: 'noted', because };
}

export function dropLeases(turn: Turn, which: (lease: Lease) => boolean): void {
  turn.leases = turn.leases.filter((each) => !which(each));
}

/**
 * Pauses or restores promotional sends, once per decision: where one lease ends in the moment in which the next is
 * granted, nothing changes for the customer and what was before the first stays remembered.
 */
export function settlePromotion(turn: Turn): void {
  const [first] = turn.leases;
  if (first && !turn.hadLeases) {
    const { key, runId, reason } = first;
    turn.effects.push({ type: 'pause-promotion', key, runId, reason });
  }
  if (!first && turn.hadLeases && turn.before !== undefined)
    turn.effects.push({ type: 'restore-promotion', to: turn.before });
}

import { idIn } from '../account';
import type { AbsorbNotice } from './requests';
import { endRun, hold, PREEMPTED } from './runs';
import type { RunningPlay } from './state';
import { holderOf, record, type Turn } from './turn';
import type { Effect, Verdict } from './verdicts';
import { opening, spoken } from './windows';

/**
 * Another account turned out to be this one. What runs, waits, rests and pauses there does so here, and its touches count
 * towards the caps. Two plays that may not run together: the one of higher priority goes on and ends the other, as it
 * would have by starting; of two with the same priority the later one stands still until the earlier one has ended.
 */
export function absorb(turn: Turn, notice: AbsorbNotice): Verdict {
  const { from, theirs, same } = notice;
  turn.running = joined(turn.running, theirs.running, ({ runId }) => runId).sort(by(({ startedAt }) => startedAt));
  turn.ended = joined(turn.ended, theirs.ended, ({ runId }) => runId).sort(by(({ endedAt }) => endedAt));
  turn.queue = joined(turn.queue, theirs.queue, ({ request }) => request.runId).sort(by(({ since }) => since));
  const touches = theirs.touches.map((touch) => ({ ...touch, contactId: idIn(same, touch.contactId) }));
  turn.touches = joined(turn.touches, touches, ({ key }) => key).sort(by(({ at }) => at));
  turn.leases = joined(turn.leases, theirs.leases, ({ key }) => key).sort(by(({ since }) => since));
  turn.before ??= theirs.before;
  const groups = new Set(turn.running.map(({ group }) => group));
  for (const group of groups) leaveOneRunning(turn, group);
  for (const run of turn.running) {
    const holder = run.pausedFor === undefined ? holderOf(turn, run) : undefined;
    if (holder) hold(turn, run, holder);
  }
  const steered = turn.effects.flatMap(steeredInWords);
  const because = `${from} is one account with this one: what ran and waited there does so here.`;
  const verdict: Verdict = { kind: 'noted', because: [because, ...steered].join(' ') };
  if (steered.length > 0) record(turn, notice, verdict);
  return verdict;
}

const steeredInWords = (effect: Effect): string[] =>
  effect.type === 'pause-play' || effect.type === 'end-play'
    ? [`${effect.runId} ${effect.type === 'pause-play' ? 'pauses' : 'ends'}: ${effect.reason}`]
    : [];

function leaveOneRunning(turn: Turn, group: RunningPlay['group']): void {
  const rivals = turn.running.filter((run) => run.group === group);
  const first = rivals.reduce((one, other) => (other.priority > one.priority ? other : one));
  for (const run of rivals) {
    if (run.runId === first.runId) continue;
    if (run.priority < first.priority)
      endRun(
        turn,
        run,
        PREEMPTED,
        `${opening(first.play)} goes before ${spoken(run.play)}, and their accounts became one.`,
      );
    else if (run.pausedFor === undefined) hold(turn, run, first);
  }
}

/** Ours, and those of theirs that we do not have. */
function joined<T>(ours: readonly T[], theirs: readonly T[], keyOf: (each: T) => string): T[] {
  const known = new Set(ours.map(keyOf));
  return [...ours, ...theirs.filter((each) => !known.has(keyOf(each)))];
}

const by =
  <T>(instantOf: (each: T) => string) =>
  (one: T, other: T): number =>
    instantOf(one) < instantOf(other) ? -1 : instantOf(one) > instantOf(other) ? 1 : 0;

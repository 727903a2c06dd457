import type { PlayFacts, StartRequest } from './requests';
import type { RunningPlay } from './state';
import { holderOf, type Turn } from './turn';
import { dropLeases } from './leases';
import { opening, spoken } from './windows';

/** What the coordinator writes as the outcome of a run it ended, until the run tells its own. */
export const PREEMPTED = 'preempted';
export const NOT_RESUMED = 'not-resumed';
/** The outcome of a run that was found to be no longer there. */
export const GONE = 'gone';

/** Starts a run: what it outranks in its group ends first, what it holds stands still first. */
export function startRun(
  turn: Turn,
  request: StartRequest,
  { name, exclusiveGroup: group, priority }: PlayFacts,
): void {
  const { runId, key, id: requestId, requestedBy } = request;
  for (const other of turn.running.filter((each) => each.group === group))
    endRun(turn, other, PREEMPTED, `${opening(name)} starts and goes before ${spoken(other.play)}.`);
  const since = turn.now;
  const run: RunningPlay = {
    ...{ runId, play: name, group, priority, startedAt: since, state: 'running', since, pausedByPerson: false },
  };
  turn.running.push(run);
  turn.running.forEach((each) => {
    if (each.runId !== runId && holderOf(turn, each)?.runId === runId) hold(turn, each, run);
  });
  turn.effects.push({ type: 'start-play', runId, play: name, key, requestId, requestedBy });
}

/** Takes a run out of those that run, with its leases. With a `reason` it is the coordinator who ends it. */
export function endRun(turn: Turn, run: RunningPlay, outcome: string, reason?: string): void {
  const { runId, play, startedAt } = run;
  turn.running = turn.running.filter((each) => each.runId !== runId);
  turn.ended.push({ runId, play, outcome, startedAt, endedAt: turn.now });
  dropLeases(turn, (lease) => lease.runId === runId);
  if (reason !== undefined) turn.effects.push({ type: 'end-play', runId, reason });
}

/** Makes a run stand still for another; one that stands still already has only one reason more. */
export function hold(turn: Turn, run: RunningPlay, holder: RunningPlay): void {
  replace(turn, run, { pausedFor: holder.runId });
  if (run.state === 'running') turn.effects.push({ type: 'pause-play', runId: run.runId, reason: whyHeld(holder) });
}

/** People read this: what holds a play is named, not numbered. */
export const whyHeld = ({ play }: RunningPlay): string =>
  `${/^[aeiou]/.test(play) ? 'an' : 'a'} ${play.replaceAll('-', ' ')} runs on the account and goes first; until it ends, this play stands still.`;

/** Puts a change of a run into the state; how it stands follows from who holds it. */
export function replace(
  turn: Turn,
  run: RunningPlay,
  change: { readonly pausedFor?: string | null; readonly pausedByPerson?: boolean },
): void {
  const { pausedFor: held, ...rest } = run;
  const pausedFor = change.pausedFor === undefined ? held : (change.pausedFor ?? undefined);
  const pausedByPerson = change.pausedByPerson ?? run.pausedByPerson;
  const state = pausedFor ? 'paused-by-coordinator' : pausedByPerson ? 'paused-by-person' : 'running';
  const since = state === run.state ? run.since : turn.now;
  const changed: RunningPlay = { ...rest, state, since, pausedByPerson, ...(pausedFor && { pausedFor }) };
  turn.running = turn.running.map((each) => (each.runId === run.runId ? changed : each));
}

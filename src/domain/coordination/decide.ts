import { absorb } from './absorb';
import { start } from './admission';
import { dropLeases, lease, release, settlePromotion } from './leases';
import { finish, remembered } from './memory';
import type { CoordinationRequest, EndedNotice, PersonNotice, TickNotice } from './requests';
import { endRun, GONE, replace, whyHeld } from './runs';
import { expire, settle, withdraw } from './settling';
import type { Coordination } from './state';
import { touch } from './touches';
import { begin, record, type HouseRules, type Turn } from './turn';
import type { Effect, Verdict } from './verdicts';
import { ms } from './windows';

/** A lease may be asked for so long before its run is known. */
const STARTING_MS = 10 * 60_000;

export interface Decision {
  readonly state: Coordination;
  readonly verdict: Verdict;
  readonly effects: readonly Effect[];
}

/**
 * Decides on one request at one account by the rules between plays (playbook §8). Pure: the same state and request give
 * the same decision, and the state that comes in stays as it is.
 *
 * @example
 * const { state, verdict, effects } = decide(emptyCoordination('acme'), request, { plays, rules });
 * verdict; // { kind: 'admitted', runId: 'play/expansion/acme/seats', because: 'expansion starts; nothing …' }
 * effects; // [{ type: 'start-play', … }, { type: 'record', … }]
 */
export function decide(state: Coordination, request: CoordinationRequest, house: HouseRules): Decision {
  const known = state.verdicts.find(({ id }) => id === request.id);
  if (known) return { state, verdict: known.verdict, effects: [] };
  const turn = begin(state, request.at, house);
  if ('account' in request) turn.account = request.account ?? turn.account;
  expire(turn);
  // Who waited longer goes first; but what ended, or is gone, is heard before anybody is let in.
  if (isAsked(request)) settle(turn);
  const verdict = answer(turn, request);
  if (isAsked(request)) record(turn, request, verdict);
  settle(turn);
  settlePromotion(turn);
  // Ticks repeat by nature; remembering them would push out what is asked twice.
  const verdicts = request.type === 'tick' ? state.verdicts : remembered(state.verdicts, { id: request.id, verdict });
  return { state: finish(turn, verdicts), verdict, effects: turn.effects };
}

const isAsked = (request: CoordinationRequest) =>
  request.type === 'start' || request.type === 'touch' || request.type === 'lease' || request.type === 'release';

function answer(turn: Turn, request: CoordinationRequest): Verdict {
  switch (request.type) {
    case 'start':
      return start(turn, request);
    case 'touch':
      return touch(turn, request);
    case 'lease':
      return lease(turn, request);
    case 'release':
      return release(turn, request);
    case 'ended':
      return ended(turn, request);
    case 'paused':
    case 'resumed':
      return movedByPerson(turn, request);
    case 'withdraw':
      return withdraw(turn, request);
    case 'tick':
      return tick(turn, request);
    case 'absorb':
      return absorb(turn, request);
  }
}

const noted = (because: string): Verdict => ({ kind: 'noted', because });

/** A run that the coordinator ended tells its own outcome later; that is the one to remember. */
function ended(turn: Turn, { runId, outcome }: EndedNotice): Verdict {
  const run = turn.running.find((each) => each.runId === runId);
  if (run) endRun(turn, run, outcome);
  else turn.ended = turn.ended.map((each) => (each.runId === runId ? { ...each, outcome } : each));
  dropLeases(turn, (each) => each.runId === runId);
  return noted(`${runId} has ended "${outcome}".`);
}

/** What a person lets go on while a save holds it is paused again: the save outranks it. */
function movedByPerson(turn: Turn, { type, runId }: PersonNotice): Verdict {
  const run = turn.running.find((each) => each.runId === runId);
  if (!run) return noted(`${runId} does not run.`);
  replace(turn, run, { pausedByPerson: type === 'paused' });
  const holder = turn.running.find((each) => each.runId === run.pausedFor);
  if (type === 'paused' || !holder) return noted(`A person ${type} ${runId}.`);
  const reason = whyHeld(holder);
  turn.effects.push({ type: 'pause-play', runId, reason });
  return noted(`A person resumed ${runId}, but ${reason}`);
}

function tick(turn: Turn, { at, aliveRuns }: TickNotice): Verdict {
  if (!aliveRuns) return noted('Time has passed.');
  // Whoever looked cannot have seen what is let in at that very moment.
  const gone = turn.running.filter(({ runId, startedAt }) => !aliveRuns.includes(runId) && ms(startedAt) < ms(at));
  for (const run of gone) endRun(turn, run, GONE);
  dropLeases(turn, ({ runId, since }) => !aliveRuns.includes(runId) && ms(since) + STARTING_MS <= ms(at));
  if (gone.length === 0) return noted('Time has passed; every run is alive.');
  return noted(`Time has passed; gone without a word: ${gone.map(({ runId }) => runId).join(', ')}.`);
}

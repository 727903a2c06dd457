import { inOrder, type Observed } from '../observations';
import { later, waitMs, type Instant } from '../waits';
import { dayOf } from '../wording';
import { advance, type Advanced, type Step } from './advance';
import { emptyState, type AccountRules, type AccountState, type Position } from './course';
import type { PlayRequested } from './fire';

const DAY_MS = waitMs('1 day');

/** Midnights outside of these years bring nothing: a wrong date must not cost a million days. */
const FIRST_MIDNIGHT = '2000-01-01T00:00:00.000Z';
const LAST_MIDNIGHT = '2100-01-01T00:00:00.000Z';

/**
 * An account from everything that was observed of it, in any order, repeated or not, and from the days that passed up to
 * `until`. What is dated after `until` counts, too: the fold then goes on to the last of it.
 *
 * @example
 * const { state, facts, requests } = fold('acme', observations, '2026-03-02T09:00:00.000Z', rules);
 */
export const fold = (
  accountId: string,
  observations: readonly Observed[],
  until: Instant,
  rules: AccountRules,
): Advanced => resume(emptyState(accountId, rules.defaults), observations, until, rules);

/** Whether all of these happened after what the state holds; otherwise the account has to be folded from the start. */
export const canResume = ({ through }: AccountState, observations: readonly Observed[]): boolean =>
  !through || observations.every((observed) => isAfter(observed, through));

/** A midnight comes before what is observed at its very instant. */
const isAfter = (observed: Observed, through: Position): boolean =>
  'id' in through ? inOrder(observed, through as Observed) > 0 : observed.at >= through.at;

/**
 * Goes on from a state: the same comes out as by folding everything from the start, except that only what is new is
 * told, and that `stale` is judged by this `until`. The state must have been folded by the same rules.
 *
 * @throws RangeError when an observation does not come after the state; see `canResume`
 */
export function resume(
  state: AccountState,
  observations: readonly Observed[],
  until: Instant,
  rules: AccountRules,
): Advanced {
  if (!canResume(state, observations))
    throw new RangeError('An observation is older than the state: fold the account from the start.');
  const out = { facts: [] as Advanced['facts'][number][], moves: [] as Advanced['moves'][number][] };
  const requests: PlayRequested[] = [];
  let now = state;
  for (const step of stepsAfter(state.through, once(observations), until)) {
    const next = advance(now, step, rules);
    now = next.state;
    out.facts.push(...next.facts);
    out.moves.push(...next.moves);
    requests.push(...next.requests);
  }
  return { state: now, ...out, requests: requests.map((request) => aged(request, until, rules)) };
}

/** Sorted, and each once. */
function once(observations: readonly Observed[]): Observed[] {
  const sorted = observations.toSorted(inOrder);
  return sorted.filter((each, index) => index === 0 || inOrder(sorted[index - 1]!, each) !== 0);
}

/** What was observed and the midnights between, up to `until`; the first midnight is that after the first observation. */
function* stepsAfter(through: Position | undefined, sorted: readonly Observed[], until: Instant): Generator<Step> {
  let midnight = through && midnightAfter(through.at);
  for (const observed of sorted) {
    for (; midnight && midnight <= observed.at && midnight <= LAST_MIDNIGHT; midnight = later(midnight, DAY_MS))
      yield { midnight };
    yield { observed };
    midnight ??= midnightAfter(observed.at);
  }
  for (; midnight && midnight <= until && midnight <= LAST_MIDNIGHT; midnight = later(midnight, DAY_MS))
    yield { midnight };
}

function midnightAfter(at: Instant): Instant {
  const next = later(`${dayOf(at)}T00:00:00.000Z`, DAY_MS);
  return next < FIRST_MIDNIGHT ? FIRST_MIDNIGHT : next;
}

function aged(request: PlayRequested, until: Instant, { triggers: { actWithin } }: AccountRules): PlayRequested {
  const isStale = Date.parse(until) - Date.parse(request.at) > waitMs(actWithin);
  return isStale ? { ...request, stale: true } : request;
}

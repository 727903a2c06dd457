import fc from 'fast-check';
import { later, type Instant } from '../waits';
import { frozen, MONDAY, PLAYS, rulesFrom } from './coordinator.fixture';
import { decide, type Decision } from './decide';
import { Oracle } from './oracle.fixture';
import type { AccountFacts, CoordinationRequest, StartRequest } from './requests';
import { emptyCoordination, nextWake, type Coordination } from './state';
import { DAY_MS, ms } from './windows';

/** One thing that happens at an account: what, to whom or with what, and how long after the one before. */
export interface Happening {
  readonly what: number;
  readonly pick: number;
  readonly gap: number;
}

/** What happens at an account, over and over again until two years have passed. */
export const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.record({ what: fc.nat(99), pick: fc.nat(0xffff), gap: fc.nat(7) }),
  { minLength: 10, maxLength: 40 },
);

/** A life in which nearly everything happens at once does not get to the end of its two years. */
const MOST_ROUNDS = 130;
const TWO_YEARS_MS = 730 * DAY_MS;
const GAPS_MS = [0, 0, 60_000, 2 * 3_600_000, DAY_MS, 3 * DAY_MS, 12 * DAY_MS, 40 * DAY_MS];
const OUTCOMES = ['saved', 'saved', 'handed-over', 'churned', 'cancelled', 'won', 'lost'];
/** The default rules, with a tenth of the accounts held out from every play. */
const HOUSE = frozen(rulesFrom({ holdOut: Object.fromEntries(PLAYS.map(({ name }) => [name, 0.1])) }));

/** Spreads a pick, so that the same happening is another one each time it comes round. */
const spread = (pick: number, round: number): number => Math.imul(pick + 1, 2_654_435_761 + 2 * round) >>> 4;

const among = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];

/**
 * Lives an account through two years under the eyes of the oracle; answers how many requests were decided. What came
 * out is counted in `tally`.
 */
export function live(accountId: string, life: readonly Happening[], tally: Map<string, number>) {
  const judge = new Oracle();
  const asked: StartRequest[] = [];
  const seen: CoordinationRequest[] = [];
  let state: Coordination = emptyCoordination(accountId);
  let at: Instant = MONDAY;
  let largest = 0;

  const put = (request: CoordinationRequest): void => {
    if (request.type === 'start') asked.push(request);
    // What is looked at closely costs more than the decision itself, so only some are.
    const closely = seen.length % 64 === 0;
    const decision = decide(closely ? frozen(state) : state, request, HOUSE);
    judge.watch(request, decision, asked);
    seen.push(request);
    for (const each of kindsIn(decision)) tally.set(each, (tally.get(each) ?? 0) + 1);
    if (closely && JSON.stringify(decide(state, request, HOUSE)) !== JSON.stringify(decision))
      throw new Error(`Decided twice, ${request.id} comes out differently.`);
    state = closely ? examined(decision, request) : decision.state;
    if (closely) largest = Math.max(largest, JSON.stringify(state).length);
  };

  for (let round = 0; ms(at) - ms(MONDAY) < TWO_YEARS_MS && round < MOST_ROUNDS; round++) {
    const happening = life[round % life.length];
    if (!happening) break;
    at = later(at, GAPS_MS[happening.gap] ?? 0);
    // As the workflow does: it wakes when something is due. Sometimes it is late.
    for (let due = nextWake(state); due && ms(due) <= ms(at) && round % 5 > 0; due = nextWake(state))
      put({ type: 'tick', id: `wake-${seen.length}`, at: due });
    put(requestFor(happening, { state, at, id: `r${round}`, pick: spread(happening.pick, round), asked }));
  }
  return { requests: seen.length, largest };
}

/** The kinds of verdicts, reasons and effects in a decision. */
const kindsIn = ({ verdict, effects }: Decision): string[] => [
  'code' in verdict ? verdict.code : verdict.kind,
  ...effects.flatMap((effect) => {
    if (effect.type !== 'record') return [effect.type];
    const { id, verdict: later } = effect.line;
    return id.endsWith('/later') ? [`later ${'code' in later ? later.code : later.kind}`] : [];
  }),
];

/** Asked again, nothing more happens; from JSON, the state comes back the same. Answers the state from JSON. */
function examined(decision: Decision, request: CoordinationRequest): Coordination {
  const again = decide(frozen(decision.state), request, HOUSE);
  if (again.effects.length > 0 || (request.type !== 'tick' && again.verdict !== decision.verdict))
    throw new Error(`Asked again, ${request.id} has another verdict or effect.`);
  return roundTrip(decision.state, request);
}

/** The state, from JSON: it must be the same. */
function roundTrip(state: Coordination, request: CoordinationRequest): Coordination {
  const text = JSON.stringify(state);
  const back = JSON.parse(text) as Coordination;
  if (JSON.stringify(back) !== text || !sameKeys(state, back))
    throw new Error(`JSON does not give the state back after ${request.id}.`);
  return back;
}

/** Also a key without a value would be lost in JSON. */
function sameKeys(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  const entries = Object.entries(one);
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([key, value]) => sameKeys(value, (other as Record<string, unknown>)[key]))
  );
}

interface Moment {
  readonly state: Coordination;
  readonly at: Instant;
  readonly id: string;
  readonly pick: number;
  readonly asked: readonly StartRequest[];
}

function requestFor({ what }: Happening, moment: Moment): CoordinationRequest {
  const { state, at, id, pick } = moment;
  const running = among(state.running, pick);
  if (what < 30) return startOf(moment);
  if (what < 60) return touchOf(moment);
  if (what < 68) return leaseOf(moment);
  if (what < 73) return { type: 'release', id, at, key: among(state.leases, pick)?.key ?? 'none' };
  if (what < 90)
    return { type: 'ended', id, at, runId: running?.runId ?? 'none', outcome: among(OUTCOMES, pick >> 3) ?? 'won' };
  if (what < 94) return { type: pick % 2 ? 'paused' : 'resumed', id, at, runId: running?.runId ?? 'none' };
  const alive = state.running.filter((_, index) => (pick >> index) % 4 > 0).map(({ runId }) => runId);
  return { type: 'tick', id, at, aliveRuns: alive, ...(pick % 5 === 0 && { account: factsOf(pick) }) };
}

function factsOf(pick: number): AccountFacts {
  return {
    hasContract: pick % 7 > 0,
    reach: pick % 23 === 1 ? 'suppressed' : pick % 23 === 2 ? 'withdrawn' : 'open',
  };
}

function startOf({ at, id, pick, asked, state }: Moment): StartRequest {
  const before = asked.findLast(({ runId }) => [...state.running, ...state.ended].some((run) => run.runId === runId));
  if (before && pick % 9 === 0) return { ...before, id, at };
  const play = among(PLAYS, pick >> 4)?.name ?? '';
  const chain = pick % 11 === 0 ? PLAYS.slice(0, pick % 6).map(({ name }) => name) : [];
  return {
    ...{ type: 'start', id, at, play, key: id, runId: `play/${play}/${state.accountId}/${id}`, requestedBy: 'trigger' },
    ...{ chain, account: factsOf(pick) },
    ...(pick % 13 === 0 && { override: { by: 'ops', reason: 'agreed' } }),
  };
}

/** A run to speak for: one that runs, one that ended lately, or one that nobody knows. */
function runOf({ state, pick, at }: Moment): string {
  const ended = state.ended.filter(({ endedAt }) => ms(endedAt) > ms(at) - 29 * DAY_MS);
  return among([...state.running, ...ended], pick >> 2)?.runId ?? 'unknown';
}

function touchOf(moment: Moment): CoordinationRequest {
  const { at, id, pick, state } = moment;
  const consent = among(['granted', 'granted', 'granted', 'granted', 'unknown', 'withdrawn'] as const, pick >> 6);
  return {
    ...{
      type: 'touch',
      id,
      at,
      key: pick % 8 === 0 ? (among(state.touches, pick)?.key ?? id) : id,
      runId: runOf(moment),
    },
    ...{ contactId: `c${(pick >> 3) % 5}`, consent: consent ?? 'granted', suppressed: pick % 19 === 0 },
    kind:
      among(['customer-facing', 'customer-facing', 'customer-facing', 'transactional', 'answer'] as const, pick) ??
      'answer',
    nextOpening: pick % 6 === 0 ? later(at, (pick % 60) * 3_600_000) : at,
  };
}

function leaseOf(moment: Moment): CoordinationRequest {
  const { at, id, pick, state } = moment;
  const key = pick % 4 === 0 ? (among(state.leases, pick)?.key ?? id) : id;
  const until = later(at, (1 + (pick % 50)) * DAY_MS);
  return { type: 'lease', id, at, key, runId: runOf(moment), reason: 'It is under way.', until, promotionalBefore: id };
}

import { meaningOf } from '../play-contract';
import type { Instant } from '../waits';
import type { AccountFacts, PlayFacts } from './requests';
import type { CoordinationRules } from './rules';
import type { Coordination, EndedPlay, GrantedTouch, Lease, QueuedRequest, RunningPlay } from './state';
import type { DecisionLine, Effect, Verdict } from './verdicts';
import { ms } from './windows';

/** What the verdicts are measured by: the plays there are, and the rules between them. */
export interface HouseRules {
  readonly plays: readonly PlayFacts[];
  readonly rules: CoordinationRules;
}

/**
 * One decision in the making: the state as it changes and the effects so far. The lists are its own; what is in them is
 * replaced, never changed, because the state before the decision still holds it.
 */
export interface Turn extends HouseRules {
  readonly accountId: string;
  readonly now: Instant;
  readonly hadLeases: boolean;
  account?: AccountFacts;
  running: RunningPlay[];
  ended: EndedPlay[];
  queue: QueuedRequest[];
  touches: GrantedTouch[];
  leases: Lease[];
  before?: string;
  readonly effects: Effect[];
}

/** A decision at an instant; time never goes backwards. */
export function begin(state: Coordination, at: Instant, house: HouseRules): Turn {
  const { accountId, account, before } = state;
  return {
    ...house,
    accountId,
    now: state.asOf && ms(state.asOf) > ms(at) ? state.asOf : at,
    hadLeases: state.leases.length > 0,
    account,
    running: [...state.running],
    ended: [...state.ended],
    queue: [...state.queue],
    touches: [...state.touches],
    leases: [...state.leases],
    before,
    effects: [],
  };
}

/** Writes a verdict down in the decision ledger. */
export function record(turn: Turn, request: DecisionLine['request'], verdict: Verdict, when: 'now' | 'later' = 'now') {
  const id = when === 'later' ? `${request.id}/later` : request.id;
  turn.effects.push({ type: 'record', line: { id, at: turn.now, request, verdict } });
}

export const playOf = (turn: Turn, name: string): PlayFacts | undefined =>
  turn.plays.find((play) => play.name === name);

/** What the coordinator itself writes as outcomes, in words. */
const OWN_OUTCOMES: Readonly<Record<string, string>> = {
  preempted: 'another play took its place',
  'not-resumed': 'it stood still and did not go on',
  gone: 'it was found to be no longer there',
};

/** How a play ended, in words: `the health of the account recovered`. */
export const endInWords = (turn: Turn, { play, outcome }: EndedPlay): string =>
  OWN_OUTCOMES[outcome] ?? meaningOf(playOf(turn, play)?.outcomes ?? {}, outcome);

/** The running play that holds a group still, if any. */
export function holderOf(turn: Turn, { group, runId }: { group: string; runId?: string }): RunningPlay | undefined {
  const pausing = turn.rules.pauses.filter(({ groups }) => groups.some((each) => each === group));
  return turn.running.find((each) => each.runId !== runId && pausing.some(({ by }) => by === each.play));
}

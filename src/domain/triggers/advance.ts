import { observe } from '../account-view';
import type { AccountEvent } from '../events';
import type { Observed } from '../observations';
import type { Instant } from '../waits';
import { assess, type HealthMove } from './assess';
import { changeFacts } from './change-facts';
import type { AccountRules, AccountState, Course } from './course';
import { detect, DETECTORS } from './detectors';
import { fire, remember, type PlayRequested } from './fire';
import type { Moment } from './moment';
import { observedFacts } from './observed-facts';
import { recover } from './recovery';

/** What moves an account on: something observed, or a day that begins (UTC). */
export type Step = { readonly observed: Observed } | { readonly midnight: Instant };

/** Where one or more steps led, and what came of them, in the order in which it happened. */
export interface Advanced {
  readonly state: AccountState;
  readonly facts: readonly AccountEvent[];
  readonly moves: readonly HealthMove[];
  readonly requests: readonly PlayRequested[];
}

/**
 * The account one step later. Steps are to be given in order (`inOrder`; a midnight comes before what is observed at its
 * very instant); `fold` and `resume` do that.
 */
export function advance(state: AccountState, step: Step, rules: AccountRules): Advanced {
  const moment = momentOf(state, step);
  const { at, view } = moment;
  const assessed = assess(moment, state.course, rules);
  const derived = derive(moment, assessed.course, rules);
  const facts = [
    ...observedFacts(moment, state.course, rules.triggers),
    ...changeFacts(moment, rules.triggers),
    ...derived.facts,
    ...assessed.facts,
  ];
  const course = remember(derived.course, facts, at, rules);
  const hasChanged = facts.length > 0 || !moment.observed;
  const fired = hasChanged ? fire({ view, course, at }, rules) : { course, requests: [] };
  return {
    state: { view, course: fired.course, through: positionOf(step) },
    facts,
    moves: assessed.moves,
    requests: fired.requests,
  };
}

function momentOf({ view }: AccountState, step: Step): Moment {
  if (!('observed' in step)) return { at: step.midnight, before: view, view };
  const { observed } = step;
  return { at: observed.at, observed, before: view, view: observe(view, observed) };
}

function positionOf(step: Step): AccountState['through'] {
  if (!('observed' in step)) return { at: step.midnight };
  const { at, source, id } = step.observed;
  return { at, source, id };
}

/** What the detectors find. */
function derive(
  moment: Moment,
  course: Course,
  { triggers }: AccountRules,
): { readonly course: Course; readonly facts: readonly AccountEvent[] } {
  let { alarms } = course;
  const facts: AccountEvent[] = [];
  for (const detector of DETECTORS) {
    const found = detect(detector, moment, { ...course, alarms }, triggers);
    alarms = found.alarms;
    facts.push(...found.facts);
  }
  const becameCritical = facts.some(({ type }) => type === 'health.critical');
  const { recovery, facts: recovered } = recover(moment, course, triggers, becameCritical);
  return { course: { ...course, alarms, recovery }, facts: [...facts, ...recovered] };
}

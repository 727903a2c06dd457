/** @module Gates before what goes to a customer: pure and dated, so that each can be asked again at the moment of sending. */
import {
  champion,
  championIfSatisfied,
  noSave,
  noSevereCase,
  notAskedLately,
  notAtRisk,
  notPulsedLately,
  reachable,
  satisfied,
} from './conditions';
import type { Check, GateAnswer, GateQuestion } from './gate';

export {
  whyClosed,
  type AskedBefore,
  type GateAnswer,
  type GateCondition,
  type GateQuestion,
  type Unmet,
} from './gate';

/** What has to hold, by gate. Unmet conditions are told in this order. */
const GATES = {
  /** Somebody may be asked to speak for us (playbook §7, advocacy-ask). */
  advocacy: [reachable, champion, satisfied, noSevereCase, noSave, notAskedLately],
  /** Their satisfied answer is all that is missing, and they may be asked for it. */
  'advocacy-pulse': [reachable, championIfSatisfied, noSevereCase, noSave, notAskedLately, notPulsedLately],
  /** They said yes: what follows is an answer to them, but a customer in trouble is left alone. */
  'advocacy-yes': [reachable, notAtRisk, noSevereCase, noSave],
} as const satisfies Record<string, readonly Check[]>;
export type GateName = keyof typeof GATES;

/**
 * Whether a gate is open at the moment the question is about, or what is not met, in words.
 *
 * @example
 * askGate('advocacy', question);
 * // { open: false, unmet: [{ condition: 'unsatisfied', says: 'Ben Ortiz answered 6 of 10 3 days ago.' }] }
 */
export function askGate(name: GateName, question: GateQuestion): GateAnswer {
  const unmet = GATES[name].flatMap((check: Check) => check(question) ?? []);
  return { open: unmet.length === 0, unmet };
}

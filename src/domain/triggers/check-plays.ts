import { DEFAULT_RULES } from './default-rules';
import type { Rule, TriggerRules } from './rules';

/** A rule that is not evaluated, and why. */
export interface InactiveRule {
  readonly rule: string;
  readonly reason: string;
}

/** A rule that ops wrote starts a play that does not exist. */
export class UnknownPlayError extends Error {
  readonly code = 'TRIGGER_PLAY_UNKNOWN';

  constructor(rule: Rule, plays: readonly string[]) {
    super(
      `The rule "${rule.id}" starts "${rule.start}", which is not a play. Plays are: ${plays.join(', ')}. Correct "start", or remove the rule.`,
    );
    this.name = 'UnknownPlayError';
  }
}

/**
 * The rules that are not evaluated. A standard rule may wait for its play to be written; a rule that ops wrote may not.
 *
 * @throws UnknownPlayError when a rule other than a standard one starts a play that is not among `plays`
 */
export function inactiveRules({ rules, switchedOff }: TriggerRules, plays: readonly string[]): InactiveRule[] {
  return rules.flatMap((rule) => {
    const isUnknown = !plays.includes(rule.start);
    if (isUnknown && !isStandard(rule)) throw new UnknownPlayError(rule, plays);
    if (!rule.enabled || switchedOff.includes(rule.id)) return { rule: rule.id, reason: 'It is switched off.' };
    return isUnknown ? { rule: rule.id, reason: `There is no play called ${rule.start}.` } : [];
  });
}

/** A copy of a standard rule, as it comes back from a file that was printed with all of them, is one as well. */
const isStandard = (rule: Rule): boolean =>
  DEFAULT_RULES.some((each) => each.id === rule.id && canonical(each) === canonical(rule));

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

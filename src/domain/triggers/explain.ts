import type { Instant } from '../waits';
import { dayInWords, listed } from '../wording';
import type { AccountRules, AccountState } from './course';
import type { Condition } from './condition';
import { consider, whyInactive, type Considered } from './consider';
import type { Finding, Standing } from './judge';
import { neededFor, seenNow } from './measured';

/** One condition of a rule and how it stands. */
export interface ExplainedCondition {
  /** `unless`: it holds the play back when it is met. */
  readonly part: 'when' | 'unless';
  readonly met: boolean;
  /** How deep it lies in conditions made of others; 0 at the top. */
  readonly depth: number;
  /** In a clause: `use came near a limit of the plan in the last 30 days (90 %, …)`. */
  readonly needed: string;
  /** What meets it, or what is measured instead: `seats 86 %`. Empty for a condition made of others. */
  readonly seen: string;
}

/** A rule as it stands at an account. */
export interface RuleExplanation {
  readonly rule: string;
  readonly title: string;
  readonly play: string;
  /**
   * `ready` asks for its play at the next occasion (a fact, or midnight); `missing` lacks a condition; `held` is held
   * back by `unless`; `resting` has fired and rests; `used` has fired on the very same facts; `inactive` is not evaluated.
   */
  readonly status: 'ready' | 'missing' | 'held' | 'resting' | 'used' | 'inactive';
  /** Why, in a sentence or two. */
  readonly summary: string;
  readonly conditions: readonly ExplainedCondition[];
  readonly lastFired?: Instant;
  /** What became of it when it fired last, in a sentence: a rule asks, and the coordinator decides. */
  readonly answer?: string;
  /** When a resting rule may fire again; absent when it never does. */
  readonly againAfter?: Instant;
}

/**
 * Rule by rule, what is met and what is missing at `at`, for people. The state is to be folded up to `at` and by the
 * same rules.
 *
 * @example
 * explain(state, rules, '2026-03-02T09:00:00.000Z')[0];
 * // { rule: 'expansion', status: 'missing', summary: 'Still needed: a leader joined in the last 120 days (…).', … }
 */
export const explain = ({ view, course }: AccountState, rules: AccountRules, at: Instant): RuleExplanation[] =>
  rules.triggers.rules.map((rule) => {
    const standing = { view, course, at };
    const ready = consider(rule, standing);
    const telling = { standing, rules };
    const { rests, last } = ready;
    return {
      rule: rule.id,
      title: rule.title,
      play: rule.start,
      ...verdict(ready, whyInactive(rule, rules), telling),
      conditions: [
        ...lines(rule.when, ready.when, { part: 'when', ...telling }),
        ...(rule.unless && ready.unless ? lines(rule.unless, ready.unless, { part: 'unless', ...telling }) : []),
      ],
      ...(last && { lastFired: last.at }),
      ...(rests?.until && { againAfter: rests.until }),
    };
  });

function verdict(
  { rule, when, unless, lacks, rests, usedUp, last, because }: Considered,
  inactive: string | undefined,
  { standing, rules }: Pick<Telling, 'standing' | 'rules'>,
): Pick<RuleExplanation, 'status' | 'summary'> {
  if (inactive) return { status: 'inactive', summary: inactive };
  const fired = last ? `This rule asked for the play on ${dayInWords(last.at)}` : '';
  if (rests) return { status: 'resting', summary: `${fired} and ${again(rests.until)}.` };
  if (!when.met)
    return { status: 'missing', summary: `Still needed: ${stillNeeded(rule.when, when, standing, rules).join('; ')}.` };
  if (usedUp) return { status: 'used', summary: `${fired} because of the same facts; it takes a new one.` };
  if (unless?.met) return { status: 'held', summary: `Blocked by: ${met(unless).map(lowered).join('; ')}.` };
  if (lacks.length > 0)
    return { status: 'missing', summary: `The facts do not tell what the play needs: ${lacks.join(', ')}.` };
  return { status: 'ready', summary: because.join(' ') };
}

const again = (until: Instant | undefined): string =>
  until ? `may ask again after ${dayInWords(until)}` : 'asks only once';

/** What is not met, in clauses. */
function stillNeeded(given: Condition, finding: Finding, standing: Standing, rules: AccountRules): string[] {
  const parts = partsOf(given);
  if (!finding.of || 'not' in given) return [neededFor(given, standing, rules)];
  const open = finding.of.flatMap((each, index) =>
    each.met ? [] : [stillNeeded(parts[index]!, each, standing, rules).join(', ')],
  );
  return 'any' in given ? [listed(open, 'or')] : open;
}

/** What makes a finding come out as it does. */
const met = (finding: Finding): string[] =>
  finding.of ? finding.of.filter((each) => each.met).flatMap(met) : [finding.says];

/** Within a sentence; names and numbers are left as they are. */
const lowered = (says: string): string =>
  /^(A|An|No|Nobody|The|They|Their|Health|Usage|Adoption|Too) /.test(says)
    ? says.charAt(0).toLowerCase() + says.slice(1)
    : says;

interface Telling {
  readonly part: ExplainedCondition['part'];
  readonly standing: Standing;
  readonly rules: AccountRules;
}

function lines(given: Condition, finding: Finding, telling: Telling, depth = 0): ExplainedCondition[] {
  const { condition, isNegated } = withoutNot(given);
  const { part, standing, rules } = telling;
  const { met, of, says } = finding;
  const seen = of ? '' : met === isNegated ? seenNow(condition, says, standing, rules) : says;
  const line = { part, met, depth, needed: neededFor(given, standing, rules), seen };
  // A list at the top is the list of conditions itself, and needs no line of its own.
  const isPlainList = depth === 0 && 'all' in given;
  const parts = partsOf(condition);
  const inner = (of ?? []).flatMap((each, index) => lines(parts[index]!, each, telling, isPlainList ? 0 : depth + 1));
  return isPlainList ? inner : [line, ...inner];
}

/** The findings of conditions stand in the order of the conditions. */
const partsOf = (condition: Condition): readonly Condition[] =>
  'all' in condition ? condition.all : 'any' in condition ? condition.any : [];

/** What is seen of the opposite of a condition is seen of the condition itself. */
function withoutNot(given: Condition): { readonly condition: Condition; readonly isNegated: boolean } {
  if (!('not' in given)) return { condition: given, isNegated: false };
  const { condition, isNegated } = withoutNot(given.not);
  return { condition, isNegated: !isNegated };
}

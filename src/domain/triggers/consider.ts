import { entryOf } from '../account-view';
import type { AccountEvent } from '../events';
import { later, waitMs, type Instant } from '../waits';
import { dayOf } from '../wording';
import { factsOf } from './condition';
import type { AccountRules, Firing } from './course';
import { judge, taken, type Finding, type Standing } from './judge';
import type { InputValue, Rule } from './rules';

/** How far a rule is from firing. */
export interface Considered {
  readonly rule: Rule;
  readonly when: Finding;
  readonly unless?: Finding;
  /** Sentences, one for each fact or condition that meets `when`. */
  readonly because: readonly string[];
  /** Of the play, as far as the facts have it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Fields of the input for which the facts hold nothing. */
  readonly lacks: readonly string[];
  readonly last?: Firing;
  /** It has fired and rests until then; for ever when it fires only once. */
  readonly rests?: { readonly until?: Instant };
  /** It asks for facts, and all it has moved it before. */
  readonly usedUp: boolean;
  readonly fires: boolean;
}

/** Judges a rule by how the account stands. */
export function consider(rule: Rule, standing: Standing): Considered {
  const when = judge(rule.when, standing);
  const unless = rule.unless && judge(rule.unless, standing);
  const firings = entryOf(standing.course.firings, rule.id) ?? [];
  const last = firings.at(-1);
  const because = reasonsOf(when);
  const { input, lacks } = inputOf(rule, when.facts, because);
  const used = new Set(firings.flatMap(({ facts }) => facts));
  const usedUp = factsOf(rule.when).length > 0 && when.facts.every(({ id }) => used.has(id));
  const rests = restOf(rule, last, standing.at);
  const fires = when.met && !unless?.met && lacks.length === 0 && !rests && !usedUp;
  return {
    ...{ rule, when, because, input, lacks, usedUp, fires },
    ...(unless && { unless }),
    ...(last && { last }),
    ...(rests && { rests }),
  };
}

/** Whether the rule rests after its last firing. */
export function restOf({ rearm }: Rule, last: Firing | undefined, at: Instant): Considered['rests'] {
  if (!last) return undefined;
  if (rearm === 'never') return {};
  const until = later(last.at, waitMs(rearm));
  return until > at ? { until } : undefined;
}

/** What speaks for the start: of what is made of others, only what is met. */
function reasonsOf(finding: Finding): string[] {
  if (!finding.met) return [];
  return finding.of ? finding.of.flatMap(reasonsOf) : [`${finding.says}.`];
}

function inputOf(
  { input }: Rule,
  facts: readonly AccountEvent[],
  because: readonly string[],
): Pick<Considered, 'input' | 'lacks'> {
  const values = Object.entries(input).map(([field, value]) => ({
    field,
    value: valueOf(value, facts, because),
    isOptional: typeof value === 'object' && ('fact' in value ? value.optional === true : value.take !== 'because'),
  }));
  return {
    input: Object.fromEntries(values.flatMap(({ field, value }) => (value === undefined ? [] : [[field, value]]))),
    lacks: values.flatMap(({ field, value, isOptional }) => (value === undefined && !isOptional ? [field] : [])),
  };
}

function valueOf(value: InputValue, facts: readonly AccountEvent[], because: readonly string[]): unknown {
  if (typeof value !== 'object') return value;
  if (!('fact' in value)) {
    if (value.take === 'because') return because.join(' ');
    const last = facts.reduce<AccountEvent | undefined>(
      (one, other) => (one && one.at >= other.at ? one : other),
      undefined,
    );
    return last && (value.take === 'day' ? dayOf(last.at) : last.type.replaceAll('.', '-'));
  }
  const fact = facts.find(({ type }) => type === value.fact);
  return fact && taken(fact, value.take);
}

/** Why a rule is not evaluated at all; undefined for one that is. */
export function whyInactive(rule: Rule, { triggers, plays }: AccountRules): string | undefined {
  if (!rule.enabled || triggers.switchedOff.includes(rule.id)) return 'It is switched off.';
  if (plays && !plays.includes(rule.start)) return `There is no play called ${rule.start}.`;
  return undefined;
}

import { houseRulesSchema, type HouseRules } from '../domain/house-rules';
import type { Rule } from '../domain/triggers';

/** One value of the house rules that is not the default. */
export interface RulesDifference {
  /** `triggers.usage.from`; `triggers.rules.expansion` for a rule as a whole. */
  readonly path: string;
  /** Absent for a rule that there is none of by default. */
  readonly standard?: unknown;
  readonly value: unknown;
}

/** What differs from the defaults, in the order of the schema. */
export function rulesDifferences(rules: HouseRules): RulesDifference[] {
  const standard = comparable(houseRulesSchema.parse({}));
  return [...comparable(rules)]
    .filter(([path, value]) => text(value) !== text(standard.get(path)))
    .map(([path, value]) => ({ path, ...(standard.has(path) && { standard: standard.get(path) }), value }));
}

/** The rules value by value; lists are one value, but trigger rules are known by their ids. */
function comparable(rules: HouseRules): ReadonlyMap<string, unknown> {
  const byId = Object.fromEntries(rules.triggers.rules.map((rule) => [rule.id, new WholeRule(rule)]));
  return new Map(leaves({ ...rules, triggers: { ...rules.triggers, rules: byId } }, []));
}

/** A trigger rule is compared as a whole. */
class WholeRule {
  constructor(readonly rule: Rule) {}
}

function* leaves(value: unknown, path: readonly string[]): Generator<[string, unknown]> {
  if (value instanceof WholeRule) yield [path.join('.'), value.rule];
  else if (typeof value !== 'object' || value === null || Array.isArray(value)) yield [path.join('.'), value];
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
}

const text = (value: unknown): string => JSON.stringify(value) ?? '';

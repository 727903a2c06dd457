import { entryOf } from '../account-view';
import type { AccountEvent, Trigger } from '../events';
import { later, waitMs, type Instant } from '../waits';
import { factsAskedBy, REMEMBERED, type Condition } from './condition';
import type { AccountRules, Course } from './course';
import type { Standing } from './judge';
import { consider, restOf, whyInactive, type Considered } from './consider';
import type { Rule } from './rules';

/** A rule asks for its play to be started. */
export interface PlayRequested {
  /** Made of rule and instant: the same history asks under the same id. Unique within the account. */
  readonly id: string;
  readonly rule: string;
  /** Of the rule, for people; what was asked for before there were titles has none. */
  readonly title?: string;
  readonly play: string;
  readonly accountId: string;
  readonly at: Instant;
  readonly input: Readonly<Record<string, unknown>>;
  /** Sentences for people, one for each fact or condition. */
  readonly because: readonly string[];
  /** Ids of the facts that moved it. */
  readonly facts: readonly string[];
  /** It should have started so long ago that it is not to be started now: what an import of history brings. */
  readonly stale?: true;
}

const FACTS_KEPT = 50;
const FIRINGS_KEPT = 50;

/** Keeps the facts that rules ask for, and forgets the old ones. */
export function remember(course: Course, facts: readonly AccountEvent[], at: Instant, rules: AccountRules): Course {
  if (facts.length === 0) return course;
  const asked = new Set(
    rules.triggers.rules.flatMap(({ when, unless }) => [
      ...factsAskedBy(when),
      ...(unless ? factsAskedBy(unless) : []),
    ]),
  );
  const since = later(at, -waitMs(REMEMBERED));
  const kept: Partial<Record<Trigger, readonly AccountEvent[]>> = { ...course.facts };
  for (const fact of facts)
    if (asked.has(fact.type))
      kept[fact.type] = [...(kept[fact.type] ?? []), fact].filter((each) => each.at >= since).slice(-FACTS_KEPT);
  return { ...course, facts: kept };
}

/** The rules that fire now, and the course that remembers it. */
export function fire(
  standing: Standing,
  rules: AccountRules,
): { readonly course: Course; readonly requests: readonly PlayRequested[] } {
  const firing = rules.triggers.rules
    .filter((rule) => whyInactive(rule, rules) === undefined && mayFire(rule, standing))
    .map((rule) => consider(rule, standing))
    .filter(({ fires }) => fires);
  if (firing.length === 0) return { course: standing.course, requests: [] };
  const firings = { ...standing.course.firings };
  for (const { rule, when } of firing) {
    const before = entryOf(firings, rule.id) ?? [];
    firings[rule.id] = [...before, { at: standing.at, facts: when.facts.map(({ id }) => id) }].slice(-FIRINGS_KEPT);
  }
  return { course: { ...standing.course, firings }, requests: firing.map((ready) => requested(ready, standing)) };
}

/** A quick look at the memory, which spares judging most rules on most days. */
const mayFire = (rule: Rule, { course, at }: Standing): boolean =>
  couldBeMet(rule.when, course) && !restOf(rule, entryOf(course.firings, rule.id)?.at(-1), at);

/** False when the facts it asks for are not remembered at all. */
function couldBeMet(condition: Condition, course: Course): boolean {
  if ('fact' in condition) return course.facts[condition.fact] !== undefined;
  if ('all' in condition) return condition.all.every((each) => couldBeMet(each, course));
  if ('any' in condition) return condition.any.some((each) => couldBeMet(each, course));
  return true;
}

const requested = ({ rule, when, input, because }: Considered, { view, at }: Standing): PlayRequested => ({
  id: `start/${rule.id}/${at}`,
  rule: rule.id,
  title: rule.title,
  play: rule.start,
  accountId: view.account.id,
  at,
  input,
  because,
  facts: when.facts.map(({ id }) => id),
});

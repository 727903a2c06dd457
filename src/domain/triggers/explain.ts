import type { Instant } from '../waits';
import { dayInWords } from '../wording';
import type { AccountRules, AccountState } from './course';
import type { Finding } from './judge';
import { consider, whyInactive, type Considered } from './consider';

/** One condition of a rule and how it stands. */
export interface ExplainedCondition {
  /** `unless`: it holds the play back when it is met. */
  readonly part: 'when' | 'unless';
  readonly met: boolean;
  /** How deep it lies in conditions made of others; 0 at the top. */
  readonly depth: number;
  /** `Usage of seats reached 94 % (94 of 100) on 2 March 2026: met`; `No champion left in the last 7 days`. */
  readonly says: string;
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
  /** When a resting rule may fire again; absent when it never does. */
  readonly againAfter?: Instant;
}

/**
 * Rule by rule, what is met and what is missing at `at`, for people. The state is to be folded up to `at` and by the
 * same rules.
 *
 * @example
 * explain(state, rules, '2026-03-02T09:00:00.000Z')[0];
 * // { rule: 'expansion', status: 'missing', summary: 'Missing: no leader joined in the last 120 days.', … }
 */
export const explain = ({ view, course }: AccountState, rules: AccountRules, at: Instant): RuleExplanation[] =>
  rules.triggers.rules.map((rule) => {
    const ready = consider(rule, { view, course, at });
    const { rests, last } = ready;
    return {
      rule: rule.id,
      title: rule.title,
      play: rule.start,
      ...verdict(ready, whyInactive(rule, rules)),
      conditions: [
        ...lines(ready.when, 'when', ({ met }) => (met ? ': met' : '')),
        ...(ready.unless ? lines(ready.unless, 'unless', ({ met }) => (met ? ': holds it back' : '')) : []),
      ],
      ...(last && { lastFired: last.at }),
      ...(rests?.until && { againAfter: rests.until }),
    };
  });

function verdict(
  { when, unless, lacks, rests, usedUp, last, because }: Considered,
  inactive: string | undefined,
): Pick<RuleExplanation, 'status' | 'summary'> {
  if (inactive) return { status: 'inactive', summary: inactive };
  const fired = last ? `It fired on ${dayInWords(last.at)}` : '';
  if (rests) return { status: 'resting', summary: `${fired} and ${again(rests.until)}.` };
  if (!when.met) return { status: 'missing', summary: `Missing: ${missing(when).map(lowered).join('; ')}.` };
  if (usedUp) return { status: 'used', summary: `${fired} on the same facts; it takes a new one.` };
  if (unless?.met) return { status: 'held', summary: `Held back: ${met(unless).map(lowered).join('; ')}.` };
  if (lacks.length > 0)
    return { status: 'missing', summary: `The facts do not tell what the play needs: ${lacks.join(', ')}.` };
  return { status: 'ready', summary: because.join(' ') };
}

const again = (until: Instant | undefined): string =>
  until ? `would fire again after ${dayInWords(until)}` : 'fires only once';

const missing = (finding: Finding): string[] => leaves(finding, false);
const met = (finding: Finding): string[] => leaves(finding, true);

/** What makes a finding come out as it does. */
const leaves = (finding: Finding, wanted: boolean): string[] =>
  finding.of
    ? finding.of.filter((each) => each.met === wanted).flatMap((each) => leaves(each, wanted))
    : [finding.says];

/** Within a sentence; names and numbers are left as they are. */
const lowered = (says: string): string =>
  /^(No|Nobody|The|They|Their|Health|Usage|Adoption|Too) /.test(says)
    ? says.charAt(0).toLowerCase() + says.slice(1)
    : says;

function lines(
  finding: Finding,
  part: ExplainedCondition['part'],
  word: (finding: Finding) => string,
  depth = 0,
): ExplainedCondition[] {
  const line = { part, met: finding.met, depth, says: `${finding.says}${word(finding)}` };
  // A list at the top is the list of conditions itself, and needs no line of its own.
  const isPlainList = depth === 0 && finding.of !== undefined && finding.says === 'All of these';
  const inner = (finding.of ?? []).flatMap((each) => lines(each, part, word, isPlainList ? 0 : depth + 1));
  return isPlainList ? inner : [line, ...inner];
}

import type { RuleExplanation } from '../client';
import { inactiveRules } from './inactive-rules';
import { table } from './print';
import { moment, readable } from './times';

/** Rule by rule, what is met and what is missing, as people read it. */
export function triggersPage(rules: readonly RuleExplanation[]): string {
  const evaluated = rules.filter(({ status }) => status !== 'inactive');
  const inactive = rules.filter(({ status }) => status === 'inactive');
  const rest = inactiveRules(inactive.map(({ rule, summary }) => ({ rule, reason: summary })));
  return [...evaluated.map(ruleBlock), rest].filter(Boolean).join('\n') || 'No rules.\n';
}

const STATUS_WORDS: Readonly<Record<RuleExplanation['status'], string>> = {
  ready: 'starts at the next occasion',
  missing: 'not all that is needed was seen',
  held: 'blocked',
  resting: 'started lately, and rests',
  used: 'started because of these facts',
  inactive: 'not evaluated',
};

function ruleBlock({ rule, title, play, status, summary, conditions, lastFired }: RuleExplanation): string {
  // Where the last start is the reason, the summary tells it.
  const fired = lastFired !== undefined && !['resting', 'used'].includes(status);
  const wanted = conditions.filter(({ part }) => part === 'when');
  const blocking = conditions.filter(({ part }) => part === 'unless');
  const lines = [
    `${rule}: ${STATUS_WORDS[status]}`,
    `  ${title}; starts ${play}.`,
    `  ${readable(summary)}`,
    ...(fired ? [`  Asked for its play last on ${moment(lastFired)}.`] : []),
    ...indented(
      table(
        ['', 'needed', 'seen'],
        wanted.map((each) => rowOf(each, ['yes', 'no'])),
        Infinity,
      ),
    ),
    ...indented(
      table(
        ['', 'blocked by', 'seen'],
        blocking.map((each) => rowOf(each, ['blocks', 'no'])),
        Infinity,
      ),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** What lies in another condition stands a little to the right of it. */
const rowOf = ({ met, depth, needed, seen }: RuleExplanation['conditions'][number], [yes, no]: [string, string]) => [
  met ? yes : no,
  `${'· '.repeat(depth)}${needed}`,
  readable(seen),
];

const indented = (drawn: string): string[] =>
  drawn
    .split('\n')
    .filter(Boolean)
    .map((line) => `  ${line}`);

import type { RuleExplanation } from '../client';
import { moment, readable, table } from './print';

/** Rule by rule, what is met and what is missing, as people read it. */
export function triggersPage(rules: readonly RuleExplanation[]): string {
  const evaluated = rules.filter(({ status }) => status !== 'inactive');
  const inactive = rules.filter(({ status }) => status === 'inactive');
  const rest = table(
    ['not evaluated', 'starts', 'why'],
    inactive.map(({ rule, play, summary }) => [rule, play, summary]),
  );
  return [...evaluated.map(ruleBlock), rest].filter(Boolean).join('\n') || 'No rules.\n';
}

const STATUS_WORDS: Readonly<Record<RuleExplanation['status'], string>> = {
  ready: 'ready',
  missing: 'not all is met',
  held: 'held back',
  resting: 'resting',
  used: 'has fired on these facts',
  inactive: 'not evaluated',
};

function ruleBlock({ rule, title, play, status, summary, conditions, lastFired }: RuleExplanation): string {
  // Where the last firing is the reason, the summary tells it.
  const fired = lastFired !== undefined && !['resting', 'used'].includes(status);
  const lines = [
    `${rule}: ${STATUS_WORDS[status]}`,
    `  ${title}; starts ${play}.`,
    `  ${readable(summary)}`,
    ...(fired ? [`  Fired last on ${moment(lastFired)}.`] : []),
    ...conditions.map(({ part, met, depth, says }) => {
      const what = part === 'unless' && depth === 0 ? `Unless: ${says}` : says;
      return `  ${'  '.repeat(depth)}${met ? '[x]' : '[ ]'} ${readable(what)}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

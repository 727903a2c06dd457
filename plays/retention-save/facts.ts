import type { Trigger } from '../../src/domain/events';

/** The facts that a retention save waits for. */

export const RECOVERED = { types: ['health.recovered'], what: 'the health of the account to recover' } as const;

export const BOOKED = { types: ['meeting.booked'], what: 'a meeting they book' } as const;

/** What the CSM has to know when the plan is checked. */
export const NEWS = {
  types: ['support.escalated', 'support.resolved', 'champion.departed', 'competitor.evaluated'],
  what: 'news of the account',
} as const;

/** What each piece of news says where it comes without words of its own. */
export const NEWS_IN_WORDS: Readonly<Partial<Record<Trigger, string>>> = {
  'support.escalated': 'A severe support case was opened.',
  'support.resolved': 'No severe support case is open any more.',
  'champion.departed': 'Their champion left.',
  'competitor.evaluated': 'They were seen evaluating a competitor.',
};

import type { Trigger } from '../../src/domain/events';

/** The facts that an onboarding waits for, besides milestones. */

/** What the CSM has to know before something goes to the customer or is decided. */
export const NEWS = {
  types: ['support.escalated', 'support.resolved', 'adoption.stalled'],
  what: 'news of the account',
} as const;

/** What each piece of news says where it comes without words of its own. */
export const NEWS_IN_WORDS: Readonly<Partial<Record<Trigger, string>>> = {
  'support.escalated': 'A severe support case was opened.',
  'support.resolved': 'No severe support case is open any more.',
  'adoption.stalled': 'They hardly use the product.',
};

import type { AccountEvent, Trigger } from '../../src/domain/events';
import type { Play } from '../../workflows';

/** The facts that a retention save waits for. */

export const RECOVERED = { types: ['health.recovered'], what: 'the health of the account to recover' } as const;

export const BOOKED = { types: ['meeting.booked'], what: 'a meeting they book' } as const;

/** What the CSM has to know when the plan is checked. */
const NEWS = {
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

/** Looks whether a fact has come, without waiting for it. */
export const AT_ONCE = { within: '0 minutes' } as const;

/** What has come of it since it was last asked for. */
export async function newsOf(play: Pick<Play, 'waitFor'>): Promise<readonly AccountEvent[]> {
  const facts: AccountEvent[] = [];
  for (let fact; (fact = await play.waitFor(NEWS, AT_ONCE));) facts.push(fact);
  return facts;
}

import type { MilestoneStanding } from '../../src/domain/milestones';
import type { OutcomeOf } from '../../src/domain/play-contract';
import { dayInWords } from '../../src/domain/wording';
import type { Answer, Milestones, Play, PlayEnd } from '../../workflows';
import type { onboardingContract } from './contract';
import { allReached } from './steps';

/** How an onboarding ends, and who hears of it. */

export type Onboarding = Play<typeof onboardingContract>;
export type End = PlayEnd<OutcomeOf<typeof onboardingContract>>;
export type Verdict = Pick<Answer<'adopted' | 'extend' | 'at-risk'>, 'choice' | 'by' | 'reason'>;

/** Where nobody decides, the milestones do: adopted when all are reached, otherwise extended once, then at risk. */
export function decided({ choice, by, reason }: Verdict, standings: readonly MilestoneStanding[], mayExtend: boolean) {
  if (choice !== 'no-answer') return { choice, reason: reason ? `${by}: “${reason}”` : `${by} says so.` };
  const silence = 'Nobody said how it stands';
  if (allReached(standings)) return { choice: 'adopted', reason: `${silence}; every milestone is reached.` } as const;
  const open = standings.filter(({ state }) => state !== 'reached' && state !== 'left-out');
  const missing = `${silence}; not reached: ${open.map(({ milestone }) => milestone.name).join(', ')}.`;
  return { choice: mayExtend ? 'extend' : 'at-risk', reason: missing } as const;
}

/** The customer has adopted the product, or a save takes over. */
export async function conclude(play: Onboarding, milestones: Milestones, choice: string, reason: string): Promise<End> {
  if (choice !== 'adopted') return play.handOver('retention-save', `The onboarding ends at risk. ${reason}`);
  const { name } = play.account;
  const text = `${name} has adopted our product; their onboarding is over. ${reason}`;
  await Promise.all((['csm', 'ae', 'exec-sponsor'] as const).map((role) => play.notify(role, text)));
  return play.end('adopted', reason, figures(milestones.standings()));
}

/** For the scorecard: how many milestones were reached, and when the first value was. */
function figures(standings: readonly MilestoneStanding[]): NonNullable<End['details']> {
  const value = standings.find(({ milestone }) => milestone.id === 'first-value')?.reachedAt;
  const reached = standings.filter(({ state }) => state === 'reached').length;
  return { milestonesReached: reached, ...(value && { firstValueOn: dayInWords(value) }) };
}

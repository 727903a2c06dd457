import { HALF_OF_SEATS } from '../../src/domain/adoption';
import type { Milestone, MilestoneStanding } from '../../src/domain/milestones';

/** The steps of a new customer towards value (playbook §7). */
export const STEPS = [
  { id: 'first-login', name: 'the first login', day: 7, missing: 'Nobody of theirs has logged in.' },
  {
    id: 'first-integration',
    name: 'the first integration',
    day: 21,
    missing: 'None of their systems is connected.',
    after: ['first-login'],
  },
  {
    id: 'first-value',
    name: 'the first value',
    day: 30,
    missing: 'Nobody of theirs has finished a first piece of work with it.',
    after: ['first-login'],
  },
  {
    id: HALF_OF_SEATS.milestone,
    name: '50 % of their seats active',
    day: 60,
    missing: 'Fewer than half of their seats are active.',
    after: ['first-login'],
  },
] as const satisfies readonly Milestone[];

/** The same for the customer, who reads of it: once reached, and as what comes next. */
const FOR_THEM: Readonly<Record<string, readonly [won: string, next: string]>> = {
  'first-login': ['Your team has logged in and looked around.', 'Your team logs in and looks around.'],
  'first-integration': ['Your first system is connected.', 'Your first system is connected.'],
  'first-value': ['The first piece of work is done with our product.', 'The first piece of work is done with it.'],
  [HALF_OF_SEATS.milestone]: ['Half of your seats are in use.', 'Half of your seats are in use.'],
};

/** What they have reached, and what comes next, in their words. */
export function stepsForThem(standings: readonly MilestoneStanding[]): {
  readonly wins: readonly string[];
  readonly next: readonly { readonly step: string; readonly by: string }[];
} {
  const open = standings.filter(({ state }) => state !== 'reached' && state !== 'left-out');
  const reached = standings.filter(({ state }) => state === 'reached');
  return {
    wins: reached.map(({ milestone: { id } }) => FOR_THEM[id]![0]),
    next: open.map(({ milestone: { id }, dueAt }) => ({ step: FOR_THEM[id]![1], by: dueAt })),
  };
}

/** Whether all that applies to them is reached. */
export const allReached = (standings: readonly MilestoneStanding[]): boolean =>
  standings.every(({ state }) => state === 'reached' || state === 'left-out');

import type { Account, Contact } from '../../src/domain/account';
import type { MilestoneStanding } from '../../src/domain/milestones';
import type { Evidence, Field } from '../../src/domain/tasks';
import { linesOf, shortened } from '../../src/domain/wording';
import type { Instant } from '../../src/domain/waits';
import { stepsForThem } from './steps';

/** What sales knows of the deal. */
export interface Deal {
  readonly deal: string;
  readonly goals?: string;
  readonly promises?: string;
  readonly signedBy?: string;
}

/** What the AE added to it; an empty entry leaves what was known. */
export function withAnswer(deal: Deal, fields: Readonly<Record<string, string>>): Deal {
  return {
    ...deal,
    goals: fields['goals']?.trim() || deal.goals,
    promises: fields['promises']?.trim() || deal.promises,
  };
}

/** What sales knows, for those who go on. */
export const dealAsEvidence = ({ goals, promises, signedBy }: Deal): Evidence[] => [
  { label: 'What they want to reach', value: listing(goals) || 'Nobody has told us their goals so far.' },
  { label: 'What sales promised', value: listing(promises) || 'Nothing that we know of.' },
  ...(signedBy ? [{ label: 'Who signed', value: signedBy }] : []),
];

const whole = (text = ''): string => linesOf(text).join('\n');
const listing = (text?: string): string => shortened(whole(text), 1500);

/** The data of `texts/account-plan.liquid`. */
export function planData(
  { name, timeZone }: Account,
  deal: Deal,
  { reader, standings, now }: { reader?: Contact; standings: readonly MilestoneStanding[]; now: Instant },
) {
  return {
    accountName: name,
    zone: timeZone,
    preparedFor: { name: reader?.name ?? deal.signedBy ?? name, title: reader?.title ?? '' },
    date: now,
    introduction: INTRODUCTION,
    goals: linesOf(deal.goals ?? ''),
    promises: linesOf(deal.promises ?? ''),
    steps: stepsForThem(standings).next,
  };
}

const INTRODUCTION =
  'This is what we set out to reach together in your first 90 days, what we have promised you, and by when you should have taken each step.';

/** What the CSM may rewrite in the plan. */
export const editablePlan = ({ goals, promises }: Deal): Field[] => [
  { id: 'introduction', label: 'Introduction', kind: 'long-text', initial: INTRODUCTION, required: true },
  { id: 'goals', label: 'Their goals, one to a line', kind: 'long-text', initial: whole(goals), required: false },
  {
    ...{ id: 'promises', label: 'Our promises, one to a line', kind: 'long-text' },
    ...{ initial: whole(promises), required: false },
  },
];

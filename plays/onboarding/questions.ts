import type { Account } from '../../src/domain/account';
import { adoptionInWords, type Adoption } from '../../src/domain/adoption';
import type { AccountEvent } from '../../src/domain/events';
import type { MilestoneStanding } from '../../src/domain/milestones';
import type { Evidence } from '../../src/domain/tasks';
import { businessDays } from '../../src/domain/waits';
import { counted, dayInWords, shortened } from '../../src/domain/wording';
import type { Onboarding } from './endings';
import { NEWS_IN_WORDS } from './facts';
import { dealAsEvidence, type Deal } from './plan';

/** What people are asked in an onboarding, in their words. */

export function promisesQuestion(account: Account, deal: Deal) {
  const { goals = '', promises = '' } = deal;
  return {
    question: `What did you promise ${account.name}, and what do they want to reach?`,
    why: 'It becomes the joint account plan, which goes to them after a review by customer success.',
    evidence: dealAsEvidence(deal),
    choices: {
      add: {
        label: 'Add it',
        effect: 'It stands in the joint account plan, in your words.',
        style: 'primary',
        fields: [
          { id: 'goals', label: 'Their goals, one to a line', kind: 'long-text', initial: goals, required: false },
          {
            id: 'promises',
            label: 'Our promises, one to a line',
            kind: 'long-text',
            initial: promises,
            required: true,
          },
        ],
      },
      nothing: { label: 'Nothing to add', effect: 'The plan is made of what is known already.' },
    },
    due: businessDays(1),
    escalate: 'sales-manager',
  } as const;
}

export function stuckQuestion(account: Account, { milestone, dueAt, missing }: MilestoneStanding, adoption: Adoption) {
  return {
    question: `${account.name} is stuck: ${milestone.name} was due on ${dayInWords(dueAt)}. What is to be done?`,
    evidence: [
      { label: 'What is missing', value: missing.join(' ') },
      { label: 'Their use', value: adoptionInWords(adoption) },
    ],
    choices: {
      going: {
        label: 'I see to it',
        effect: 'What you write stands beside the milestone until they reach it.',
        style: 'primary',
        reason: 'required',
      },
      reached: { label: 'They have reached it', effect: 'It counts as reached today.' },
      'left-out': {
        label: 'Does not apply to them',
        effect: 'Nobody waits for this milestone any more.',
        reason: 'required',
      },
    },
    due: businessDays(2),
    escalate: 'cs-manager',
  } as const;
}

const ADOPTED = {
  label: 'Adopted',
  effect: 'The onboarding has reached its goal and ends.',
  style: 'primary',
  reason: 'optional',
} as const;
const extend = (days: number) =>
  ({
    label: `Extend by ${counted(days, 'day')}`,
    effect: `The milestones go on for ${counted(days, 'day')}; then you are asked for the last time.`,
    reason: 'required',
  }) as const;
const AT_RISK = {
  label: 'At risk',
  effect: 'The onboarding ends, and a retention save takes over.',
  style: 'danger',
  reason: 'required',
} as const;

/** What is asked depends on the account and on what ops have set. */
type About = Pick<Onboarding, 'account' | 'parameters'>;

/** How the onboarding ends, after 90 days. */
export const verdictQuestion = ({ account, parameters }: About, evidence: readonly Evidence[]) =>
  ({
    question: `90 days with ${account.name} are over: have they adopted our product?`,
    ...decision(evidence),
    choices: { adopted: ADOPTED, extend: extend(parameters.extension), 'at-risk': AT_RISK },
  }) as const;

/** The same after the extension, which there is once. */
export const lastVerdictQuestion = ({ account, parameters }: About, evidence: readonly Evidence[]) =>
  ({
    question: `The ${counted(parameters.extension, 'day')} more with ${account.name} are over: have they adopted our product?`,
    ...decision(evidence),
    choices: { adopted: ADOPTED, 'at-risk': AT_RISK },
  }) as const;

const decision = (evidence: readonly Evidence[]) =>
  ({
    why: 'Where nobody answers, the milestones decide.',
    evidence,
    due: businessDays(3),
    escalate: 'cs-manager',
  }) as const;

/** What happened at the account lately. */
export const newsAsEvidence = (facts: readonly AccountEvent[]): Evidence[] =>
  facts.map(({ type, because, at }) => ({
    label: `On ${dayInWords(at)}`,
    value: shortened(because ?? NEWS_IN_WORDS[type] ?? type, 1500),
  }));

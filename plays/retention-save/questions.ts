import { contractOf, type Account, type Contact } from '../../src/domain/account';
import type { Answer, Approval } from '../../workflows';
import type { AccountEvent } from '../../src/domain/events';
import type { Evidence } from '../../src/domain/tasks';
import { businessDays, businessHours, type Instant } from '../../src/domain/waits';
import { dayInWords, money, quoted } from '../../src/domain/wording';
import { NEWS_IN_WORDS } from './facts';
import type { Author } from './plan';

/** What people are asked in a retention save, in their words. */

type Draft = (Approval & { approved: true })['draft'];

/** Characters of a reason that a card can hold besides everything else. */
const LONGEST = 2000;

const CHURN = {
  label: 'They are leaving',
  effect: 'The save ends as churned, and everybody who works on the account hears of it.',
  style: 'danger',
  reason: 'required',
} as const;

export function outreachQuestion(account: Account, reason: string) {
  return {
    question: `${account.name} is in danger. Please speak with them today and find out what is wrong.`,
    why: short(reason),
    evidence: stakes(account),
    choices: {
      reached: {
        label: 'We have spoken',
        effect: 'The executive sponsor invites them to a review within ten business days.',
        style: 'primary',
        fields: [{ id: 'said', label: 'What did they say?', kind: 'long-text', required: true }],
      },
      'not-reached': {
        label: 'Not reached',
        effect: 'The customer success lead hears of it; the executive sponsor invites them all the same.',
        reason: 'required',
      },
      churn: CHURN,
    },
    // Half a business day for the CSM and half for who stands in, so that both have been asked before it is over.
    due: businessHours(4),
    escalate: 'cs-manager',
  } as const;
}

/** What the conversations so far have brought, for those who go on. */
export interface Talk {
  readonly reason: string;
  /** What they said on the first day; empty when nobody was reached. */
  readonly heard: string;
  /** When the executive review began, if there was one. */
  readonly reviewOn?: Instant;
}

/** For everybody who has to know why the account is in danger and what was said. */
export const talkAsEvidence = ({ reason, heard }: Talk): Evidence[] => [
  { label: 'Why they are in danger', value: short(reason) },
  { label: 'What they said', value: short(heard) || 'Nobody has reached them so far.' },
];

const HINTS: Readonly<Record<Author, string>> = {
  'exec-sponsor': 'What do you promise them in person?',
  csm: 'What will you do with their team, and by when?',
  'support-lead': 'Which of their problems will be solved, and by when?',
  ae: 'What can change in their agreement with us, and by when?',
};

const SECOND: Readonly<Partial<Record<Author, 'cs-manager' | 'sales-manager'>>> = {
  csm: 'cs-manager',
  ae: 'sales-manager',
};

export function partQuestion(account: Account, role: Author, talk: Talk) {
  const review = talk.reviewOn ? `The executive review was set for ${dayInWords(talk.reviewOn)}.` : undefined;
  return {
    question: `What is your part in the plan to keep ${account.name}? ${HINTS[role]}`,
    why: [review, 'All parts go to the customer as one document, in your words, after a review.']
      .filter(Boolean)
      .join(' '),
    evidence: talkAsEvidence(talk),
    choices: {
      add: {
        label: 'Add my part',
        effect: 'It becomes a part of the plan, with your name.',
        style: 'primary',
        fields: [{ id: 'items', label: 'What you will do, one line each', kind: 'long-text', required: true }],
      },
      nothing: { label: 'Nothing from me', effect: 'The plan goes to its review without a part of yours.' },
    },
    due: businessDays(2),
    escalate: SECOND[role],
  } as const;
}

export function agreementQuestion(
  account: Account,
  reader: Contact | undefined,
  { title, version, excerpt }: Draft,
  sentOn: Instant,
) {
  return {
    question: `Does ${account.name} agree to the plan?`,
    why: reader
      ? `${reader.name} has it by mail since ${dayInWords(sentOn)}. Please go through it with them.`
      : 'Nobody there may be sent a mail. Please go through the plan with them in person.',
    preview: { title, version, text: excerpt },
    choices: {
      agreed: { label: 'They agree', effect: 'From now on you are asked once a week how it goes.', style: 'primary' },
      'not-agreed': {
        label: 'They do not agree',
        effect: 'What is missing is recorded; from now on you are asked once a week how it goes.',
        reason: 'required',
      },
      churn: CHURN,
    },
    due: businessDays(5),
    escalate: 'cs-manager',
  } as const;
}

export function agreementInWords({ choice, by, reason }: Pick<Answer, 'choice' | 'by' | 'reason'>): string {
  if (choice === 'agreed') return `They agreed to the plan, says ${by}.`;
  if (choice === 'not-agreed') return `They did not agree to the plan, says ${by}: ${quoted(reason)}`;
  return 'Nobody said whether they agree to the plan.';
}

export function weeklyQuestion(account: Account, week: number, standing: string, evidence: readonly Evidence[]) {
  return {
    question: `Week ${week} of the save of ${account.name}: how does it go?`,
    why: short(standing),
    evidence,
    choices: {
      'on-track': { label: 'On track', effect: 'Nothing else; the next check is due in a week.', style: 'primary' },
      behind: { label: 'Behind', effect: 'The customer success lead hears why.', reason: 'required' },
      churn: CHURN,
    },
    due: businessDays(2),
    escalate: 'cs-manager',
  } as const;
}

export function weekInWords(week: number, { choice, by, reason }: Pick<Answer, 'choice' | 'by' | 'reason'>): string {
  if (choice === 'on-track') return `Week ${week}: on track, says ${by}.`;
  if (choice === 'behind') return `Week ${week}: behind, says ${by}: ${quoted(reason)}`;
  return `Week ${week}: nobody said how it goes.`;
}

/** For the customer success lead, who reads it without the question. */
export const behindInWords = ({ name }: Account, week: number, { by, reason }: Pick<Answer, 'by' | 'reason'>): string =>
  `The save of ${name} is behind in week ${week}, says ${by}: ${quoted(reason)}`;

/** What happened at the account since the last check. */
export const newsAsEvidence = (facts: readonly AccountEvent[]): Evidence[] =>
  facts.map(({ type, because, at }) => ({
    label: `On ${dayInWords(at)}`,
    value: because ?? NEWS_IN_WORDS[type] ?? type,
  }));

/** Whom to speak with, and what is at stake. */
export function stakes(account: Account): Evidence[] {
  const { arr, currency, plan, renewalOn } = contractOf(account);
  const people = account.contacts
    .filter(({ committeeRole }) => committeeRole === 'champion' || committeeRole === 'economic-buyer')
    .map(({ name, title, committeeRole }) =>
      [name, title, committeeRole?.replace('-', ' ')].filter(Boolean).join(', '),
    );
  return [
    { label: 'Whom to speak with', value: people.join('; ') || 'No champion or economic buyer is known.' },
    {
      label: 'At stake',
      value: `${money(arr, currency)} a year on the ${plan} plan, renews on ${dayInWords(renewalOn)}`,
    },
  ];
}

export const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

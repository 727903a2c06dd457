import { contractOf, type Account, type Contact } from '../../src/domain/account';
import type { Answer, Approval } from '../../workflows';
import type { AccountEvent } from '../../src/domain/events';
import { casesAsEvidence, type Standing } from '../../src/domain/standing';
import type { Evidence, Field } from '../../src/domain/tasks';
import { businessDays, businessHours, type Instant } from '../../src/domain/waits';
import { dayInWords, listed, money, quoted } from '../../src/domain/wording';
import { NEWS_IN_WORDS } from './facts';
import type { Author } from './authors';

/** What people are asked in a retention save, in their words. */

type Draft = (Approval & { approved: true })['draft'];

/** Characters of a reason that a card can hold besides everything else. */
const LONGEST = 2000;

const CHURN = {
  label: 'They are leaving',
  effect: 'The save ends as churned, and everybody who works on the account hears of it.',
  style: 'danger',
  reason: 'required',
  reasonLabel: 'Why do they leave?',
} as const;

export function outreachQuestion(account: Account, reason: string, standing: Standing) {
  return {
    question: `${account.name} is in danger. Please speak with them today and find out what is wrong.`,
    why: short(reason),
    evidence: [...stakes(account), ...casesAsEvidence(standing)],
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
  /** What is known from the first day: what they said, or did; empty when nobody was reached. */
  readonly heard: string;
  /** One of us has spoken with them. */
  readonly spoken: boolean;
  /** What became of the executive review, where one was set. */
  readonly review?: Review;
}

export interface Review {
  readonly startsAt: Instant;
  /** For the sponsor: `2026-03-09`. */
  readonly day: string;
  /** `unknown`: nobody has said. */
  readonly became: 'held' | 'not-held' | 'unknown';
  /** What was said at it; where it was not held, what happens next. */
  readonly words: string;
}

/** When they met us, for the customer; empty without a review that somebody says took place. */
export const metOn = ({ review }: Talk): Instant => (review?.became === 'held' ? review.startsAt : '');

/** Whether they have told one of us what is wrong. */
export const haveTold = (talk: Talk): boolean => talk.spoken || metOn(talk) !== '';

/** For everybody who has to know why the account is in danger and what was said. */
export function talkAsEvidence(talk: Talk): Evidence[] {
  const { reason, heard, review } = talk;
  const unreached = metOn(talk) ? 'Nobody reached them before the review.' : 'Nobody has reached them so far.';
  return [
    { label: 'Why they are in danger', value: short(reason) },
    { label: 'What they said', value: short(heard) || unreached },
    ...(review
      ? [{ label: `Executive review on ${dayInWords(review.day)}`, value: short(reviewInWords(review)) }]
      : []),
  ];
}

function reviewInWords({ became, words }: Review): string {
  if (became === 'held') return words;
  if (became === 'unknown') return 'Nobody has said whether it took place.';
  return `It did not take place. What happens next: ${quoted(words)}`;
}

/** For the sponsor, once the invitation is out. */
export const meetingInWords = ({ name }: Account, guests: readonly Contact[], day: string): string =>
  `You meet ${listed(guests.map((guest) => guest.name))} of ${name} on ${dayInWords(day)}; the invitation is out.`;

/** `isLast`: it is not put off once more. */
export function heldQuestion({ name }: Account, day: string, isLast: boolean) {
  return {
    question: `Did the executive review with ${name} on ${dayInWords(day)} take place? What was said?`,
    why: 'Those who write the plan read it, and the customer is thanked only for a review that took place.',
    choices: {
      held: {
        label: 'It took place',
        effect: 'Everybody who has a part in the plan reads what was said.',
        style: 'primary',
        fields: [{ id: 'said', label: 'What was said?', kind: 'long-text', required: true }],
      },
      moved: isLast
        ? { label: 'It was put off again', effect: 'The plan is written without a review.' }
        : { label: 'Find another time', effect: 'Both sides are invited to another time within ten business days.' },
      'not-held': {
        label: 'It did not take place',
        effect: 'The plan is written without a review; everybody who has a part in it reads what happens next.',
        reason: 'required',
        reasonLabel: 'What happens next?',
      },
      churn: CHURN,
    },
    due: businessDays(1),
    escalate: 'exec-sponsor',
  } as const;
}

/** What somebody says of a review that was set for then. */
export function reviewOf(
  { startsAt, day }: Pick<Review, 'startsAt' | 'day'>,
  { choice, fields, reason }: Pick<Answer, 'choice' | 'fields' | 'reason'>,
): Review {
  if (choice === 'held') return { startsAt, day, became: 'held', words: fields['said'] ?? '' };
  if (choice === 'no-answer') return { startsAt, day, became: 'unknown', words: '' };
  return { startsAt, day, became: 'not-held', words: reason || 'It was put off again.' };
}

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

const ITEMS: Field = { id: 'items', label: 'What you will do, one line each', kind: 'long-text', required: true };

/** With it the plan begins; asked of the CSM only. */
const WRONG: Field = {
  ...{
    id: 'wrong',
    label: 'What went wrong, in words for them: the plan says sorry for it',
    kind: 'text',
    required: false,
  },
};

export function partQuestion(account: Account, role: Author, talk: Talk) {
  return {
    question: `What is your part in the plan to keep ${account.name}? ${HINTS[role]}`,
    why: 'All parts go to the customer as one document, in your words, after they were reviewed.',
    evidence: talkAsEvidence(talk),
    choices: {
      add: {
        label: 'Add my part',
        effect: 'It becomes a part of the plan, with your name.',
        style: 'primary',
        fields: role === 'csm' ? [ITEMS, WRONG] : [ITEMS],
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
        reasonLabel: 'What is missing?',
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
      'on-track': {
        label: 'On track',
        effect: 'Nothing else; you are asked once a week, for 90 days in all.',
        style: 'primary',
      },
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
    .map(({ name, title, committeeRole, phone }) =>
      [name, title, committeeRole?.replace('-', ' '), phone].filter(Boolean).join(', '),
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

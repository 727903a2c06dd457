import type { Account, Contact } from '../../src/domain/account';
import type { Evidence } from '../../src/domain/tasks';
import { businessDays, type Instant } from '../../src/domain/waits';
import { counted, dayInWords } from '../../src/domain/wording';
import { FAVOUR_WORDS, type Favour } from './asks';
import type { Advocacy } from './endings';

/** What people are asked and told in an advocacy ask, in their words. */

/** Who was asked for what, and when. */
export interface Asked {
  readonly person: Contact;
  readonly favour: Favour;
  readonly on: Instant;
}

const pick = (favour: Favour) => {
  const { label, to } = FAVOUR_WORDS[favour];
  return { label, effect: `A letter asks them ${to}. You review it first; it goes out in your name.` };
};

const NOT_NOW = { label: 'Do not ask', effect: 'Nobody is asked, and the play ends.', reason: 'required' } as const;

const PICKED_SOON = { due: businessDays(2), escalate: 'cs-manager' } as const;

/** On two cards, as one holds five choices at most. */
export function favourQuestion({ name }: Account, person: Contact, reason: string | undefined) {
  return {
    question: `What do we ask ${person.name} at ${name} for?`,
    why: reason ?? 'They told us themselves that they are satisfied, and the account does well.',
    evidence: whom(person),
    choices: {
      'reference-call': { ...pick('reference-call'), style: 'primary' },
      review: pick('review'),
      'case-study': pick('case-study'),
      else: { label: 'Something else', effect: 'You choose between a referral, the advisory board and speaking.' },
      'not-now': NOT_NOW,
    },
    ...PICKED_SOON,
  } as const;
}

export function furtherFavourQuestion({ name }: Account, person: Contact) {
  return {
    question: `What else could we ask ${person.name} at ${name} for?`,
    evidence: whom(person),
    choices: {
      referral: { ...pick('referral'), style: 'primary' },
      'advisory-board': pick('advisory-board'),
      speaking: pick('speaking'),
      'not-now': NOT_NOW,
    },
    ...PICKED_SOON,
  } as const;
}

const whom = ({ name, title, committeeRole }: Contact): Evidence[] => [
  { label: 'Whom we ask', value: [name, title, committeeRole?.replaceAll('-', ' ')].filter(Boolean).join(', ') },
];

const YES_OR_NO = {
  yes: { label: 'They say yes', effect: 'It is set up with them, and you review what they get.', style: 'primary' },
  no: {
    label: 'They say no',
    effect: 'That is respected: nobody there is asked for a favour for 180 days.',
    reason: 'required',
  },
} as const;

/** What is asked depends on the account and on what ops have set. */
type About = Pick<Advocacy, 'account' | 'parameters'>;

/** The task is open for as long as they have: their reply reaches the CSM, who writes it down. */
export function answerQuestion({ account: { name }, parameters }: About, { person, favour, on }: Asked) {
  return {
    question: `What does ${person.name} at ${name} answer?`,
    why: `They were asked ${FAVOUR_WORDS[favour].to} on ${dayInWords(on)}, and their reply reaches you.`,
    choices: {
      ...YES_OR_NO,
      later: {
        label: 'Later',
        effect: `They get no mail, and you are asked again in ${counted(parameters.later, 'day')}.`,
        reason: 'required',
      },
    },
    due: businessDays(parameters.answerWithin),
  } as const;
}

/** After a reminder, or after the time that they asked for. */
export function lastQuestion({ account: { name }, parameters }: About, asked: Asked, since: string) {
  const { person, favour, on } = asked;
  return {
    question: `Has ${person.name} at ${name} made up their mind?`,
    why: `They were asked ${FAVOUR_WORDS[favour].to} on ${dayInWords(on)}. ${since} Without an answer they are left alone.`,
    choices: YES_OR_NO,
    due: businessDays(parameters.answerAfterReminder),
    escalate: 'cs-manager',
  } as const;
}

/** Whether it came about, once everything is set up. */
export function doneQuestion({ name }: Account, { person, favour }: Asked) {
  const { done, brought } = FAVOUR_WORDS[favour];
  return {
    question: `${person.name} at ${name} said yes. ${done}`,
    why: 'Once it is done, it is credited and they are thanked.',
    choices: {
      done: {
        label: 'It is done',
        effect: 'It is credited, and you review a letter that thanks them.',
        style: 'primary',
        fields: [{ id: 'brought', label: brought, kind: 'long-text', required: true }],
      },
      'not-done': { label: 'It fell through', effect: 'The play ends; they are not asked again.', reason: 'required' },
    },
    due: businessDays(20),
    escalate: 'cs-manager',
  } as const;
}

/** What we have to know before we meet them, or before it happens without us. */
export function briefing(account: Account, { person, favour }: Asked, callOn: Instant | undefined) {
  const { label, to } = FAVOUR_WORDS[favour];
  const call = callOn === undefined ? '' : ` We talk it through with them on ${dayInWords(callOn)}.`;
  return {
    text: `${person.name} at ${account.name} is willing ${to}.${call} Please thank them when you speak.`,
    evidence: [
      { label: 'Who speaks for us', value: whom(person)[0]!.value },
      { label: 'What for', value: label },
      {
        label: 'What they have achieved with us',
        value: account.valueSoFar.join(' ') || 'Nothing is written down yet.',
      },
    ],
  };
}

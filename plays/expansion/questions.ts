import { contractOf, type Account, type Contact } from '../../src/domain/account';
import type { Instant } from '../../src/domain/waits';
import { businessDays } from '../../src/domain/waits';
import { amount, dayInWords, money, quoted } from '../../src/domain/wording';
import { evidenceOf, nameOfLimit, offerFor, usedPercent, type Offer, type Usage } from './offer';

/** What people are asked in an expansion, in their words. */

const NO_ASK = 'The expansion ends; no new ask for 90 days.';

/** An earlier answer of customer success: not yet, and why. */
export interface NotYet {
  readonly by: string;
  readonly reason: string;
  readonly on: Instant;
}

export function confirmQuestion(
  account: Account,
  usage: Usage & { leader: string },
  earlier: NotYet | undefined,
  last: boolean,
) {
  const leader = account.contacts.find(({ id }) => id === usage.leader);
  const joined = leader ? `, and ${leader.name} has joined them` : '';
  const before = earlier ? ` On ${dayInWords(earlier.on)} ${earlier.by} said not yet: ${quoted(earlier.reason)}` : '';
  return {
    question: `Is ${account.name} ready for a conversation about growing?`,
    why: `They use ${usedPercent(usage)} % of their ${nameOfLimit(usage)}${joined}.${before}`,
    evidence: evidenceOf(account, usage, leader),
    choices: {
      confirm: {
        label: 'Yes, start',
        effect: 'Promotional mails pause and the discovery programme begins.',
        style: 'primary',
      },
      'not-yet': {
        label: 'Not yet',
        effect: last ? NO_ASK : 'You are asked again in 30 days.',
        reason: 'required',
      },
      'at-risk': {
        label: 'At risk',
        effect: 'The expansion ends, and a retention save takes over.',
        style: 'danger',
        reason: 'required',
      },
    },
    due: businessDays(1),
    escalate: 'cs-manager',
  } as const;
}

/** What the AE has to know before they speak with the customer. */
export interface Brief {
  readonly account: Account;
  readonly usage: Usage;
  readonly buyer: Contact;
  readonly confirmedBy: string;
  readonly engagement: string;
}

export function briefQuestion({ account, usage, buyer, confirmedBy, engagement }: Brief) {
  const offer = offerFor(account, usage);
  const committee = account.contacts
    .filter(({ committeeRole, id }) => committeeRole && id !== buyer.id)
    .map(({ name, committeeRole }) => `${name} (${committeeRole?.replace('-', ' ')})`);
  return {
    question: `Please open the conversation with ${buyer.name} at ${account.name}.`,
    why: `${confirmedBy} confirmed that they are ready. ${engagement}`,
    evidence: [
      ...evidenceOf(account, usage, buyer),
      { label: 'What would fit', value: offerInWords(account, offer) },
      { label: 'What they achieved', value: account.valueSoFar.join(' ') || 'Nothing recorded yet.' },
      ...(committee.length > 0 ? [{ label: 'Also on the committee', value: committee.join(', ') }] : []),
    ],
    choices: {
      book: {
        label: 'Book a call',
        effect: `${buyer.name}, the CSM and you are invited at once to the first free half hour, from tomorrow on.`,
      },
      opened: {
        label: 'We have spoken',
        effect: 'A proposal is drafted for your review.',
        style: 'primary',
        fields: [SAID],
      },
      'no-interest': { label: 'No interest', effect: NO_ASK, reason: 'required' },
    },
    due: businessDays(2),
    escalate: 'sales-manager',
  } as const;
}

const SAID = { id: 'said', label: 'What did they say?', kind: 'long-text', required: false } as const;

export function callQuestion(account: Account, buyer: Contact) {
  return {
    question: `How did the call with ${buyer.name} at ${account.name} go?`,
    choices: {
      opened: {
        label: 'It went well',
        effect: 'A proposal is drafted for your review.',
        style: 'primary',
        fields: [SAID],
      },
      missed: { label: 'It did not take place', effect: `${buyer.name}, the CSM and you are invited to another time.` },
      'no-interest': { label: 'No interest', effect: NO_ASK, reason: 'required' },
    },
    due: businessDays(2),
    escalate: 'sales-manager',
  } as const;
}

export function followUpQuestion(account: Account, buyer: Contact, offer: Offer, sentOn: Instant) {
  return {
    question: `Please follow up with ${buyer.name} at ${account.name}. Have they decided about the proposal?`,
    why: `They have had the proposal since ${dayInWords(sentOn)}: ${offerInWords(account, offer)}`,
    choices: {
      accepted: {
        label: 'Accepted',
        effect: `The contract changes to ${amount(offer.recommendedSeats)} seats now, and their new users enter onboarding.`,
        style: 'primary',
      },
      declined: { label: 'Declined', effect: NO_ASK, reason: 'required' },
      waiting: { label: 'Still deciding', effect: 'You are asked again in ten business days.' },
    },
    due: businessDays(2),
  } as const;
}

/** `120 seats instead of 100, for $57,600 a year ($9,600 more).` */
export function offerInWords(account: Account, offer: Offer): string {
  const price = (sum: number) => money(sum, contractOf(account).currency);
  return `${amount(offer.recommendedSeats)} seats instead of ${amount(offer.currentSeats)}, for ${price(offer.annualPrice)} a year (${price(offer.additionalAnnualPrice)} more).`;
}

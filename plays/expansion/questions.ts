import { contractOf, type Account, type Contact } from '../../src/domain/account';
import { standingAsEvidence, type Standing } from '../../src/domain/standing';
import { businessDays, later, waitMs, type CalendarWait, type Instant } from '../../src/domain/waits';
import { amount, capital, dayInWords, money, quoted } from '../../src/domain/wording';
import { evidenceOf, nameOfLimit, offerFor, usedPercent, type Offer, type Usage } from './offer';

/** What people are asked in an expansion, in their words. */

const NO_ASK = 'The expansion ends; no new ask for 90 days.';

/** An earlier answer of customer success: not yet, and why. */
export interface NotYet {
  readonly by: string;
  readonly reason: string;
  readonly on: Instant;
}

/** What is known when customer success is asked; `last`: there is no other time. */
interface Asking {
  readonly standing: Standing;
  readonly earlier?: NotYet;
  readonly last: boolean;
}

export function confirmQuestion(
  account: Account,
  usage: Usage & { leader: string },
  { standing, earlier, last }: Asking,
) {
  const leader = account.contacts.find(({ id }) => id === usage.leader);
  const joined = leader ? `, and ${leader.name} has joined them` : '';
  const before = earlier ? ` On ${dayInWords(earlier.on)} ${earlier.by} said not yet: ${quoted(earlier.reason)}` : '';
  return {
    question: `Is ${account.name} ready for a conversation about growing?`,
    why: `They use ${usedPercent(usage)} % of their ${nameOfLimit(usage)}${joined}.${before}`,
    evidence: [...evidenceOf(account, usage, leader), ...standingAsEvidence(standing)],
    choices: {
      confirm: {
        label: 'Yes, start',
        effect: 'Promotional mails pause and the discovery programme begins.',
        style: 'primary',
      },
      'not-yet': {
        label: last ? 'No, end it' : 'Not yet',
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
  readonly usage: Usage;
  readonly buyer: Contact;
  readonly confirmedBy: string;
  readonly engagement: string;
  readonly standing: Standing;
}

export function briefQuestion(account: Account, { usage, buyer, confirmedBy, engagement, standing }: Brief) {
  const offer = offerFor(account, usage);
  const committee = account.contacts
    .filter(({ committeeRole, id }) => committeeRole && id !== buyer.id)
    .map(({ id, name, committeeRole }) => `${name} (${committeeRole?.replace('-', ' ')}): ${reached(standing, id)}`);
  return {
    question: `Please open the conversation with ${buyer.name} at ${account.name}.`,
    why: `${confirmedBy} confirmed that they are ready. ${engagement}`,
    evidence: [
      ...evidenceOf(account, usage, buyer),
      { label: 'What would fit', value: offerInWords(account, offer) },
      { label: 'What they achieved', value: account.valueSoFar.join(' ') || 'Nothing recorded yet.' },
      { label: 'When we last reached them', value: capital(reached(standing, buyer.id)) },
      ...(committee.length > 0 ? [{ label: 'Also on the committee', value: committee.join('; ') }] : []),
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
      'no-interest': NO_INTEREST,
    },
    due: businessDays(2),
    escalate: 'sales-manager',
  } as const;
}

const THEIRS = { reason: 'required', reasonLabel: 'Their reason' } as const;
const NO_INTEREST = { label: 'No interest', effect: NO_ASK, ...THEIRS } as const;

/** `on 3 March 2026`; the wording of who was never in touch with us leaves no doubt. */
const reached = ({ reachedOn }: Standing, id: string): string =>
  Object.hasOwn(reachedOn, id) ? `on ${dayInWords(reachedOn[id]!)}` : 'not reached yet';

const SAID = { id: 'said', label: 'What did they say?', kind: 'long-text', required: false } as const;

/** What a call is for, as the customer reads it in the invitation. */
export const callAgenda = ({ name, valueSoFar }: Account): string =>
  valueSoFar.length > 0
    ? `What changed at ${name}, what your team has achieved, and what would help next.`
    : `What changed at ${name}, and what would help next.`;

/** `day`: of the call, when there was one. */
export function callQuestion(account: Account, buyer: Contact, day: string | undefined) {
  const call = `the call with ${buyer.name} at ${account.name}${day === undefined ? '' : ` on ${dayInWords(day)}`}`;
  return {
    question: `How did ${call} go?`,
    choices: {
      opened: {
        label: 'It went well',
        effect: 'A proposal is drafted for your review.',
        style: 'primary',
        fields: [SAID],
      },
      missed: { label: 'It did not take place', effect: `${buyer.name}, the CSM and you are invited to another time.` },
      'no-interest': NO_INTEREST,
    },
    due: businessDays(2),
    escalate: 'sales-manager',
  } as const;
}

/** From the day on which the customer gets it. */
const HOLDS: CalendarWait = '45 days';

/** Open for as long as the proposal holds, with a follow-up every ten business days besides. */
export function decisionQuestion(account: Account, buyer: Contact, offer: Offer, sentOn: Instant) {
  const price = money(offer.annualPrice, contractOf(account).currency);
  return {
    question: `Has ${buyer.name} at ${account.name} decided about the proposal?`,
    why: `${sinceAndUntil(sentOn)}: ${offerInWords(account, offer)} Please record here what they decide, whenever they do.`,
    choices: {
      accepted: {
        label: 'Accepted',
        effect: `The contract changes to ${amount(offer.recommendedSeats)} seats now, and their new users enter onboarding.`,
        style: 'primary',
        confirm: `The contract changes to ${amount(offer.recommendedSeats)} seats for ${price} a year. Have they said yes?`,
      },
      declined: { label: 'Declined', effect: NO_ASK, ...THEIRS },
    },
    due: HOLDS,
    followUp: {
      every: businessDays(10),
      ask: (next: Instant | undefined) => followUpQuestion(account, buyer, sentOn, next),
    },
  } as const;
}

/** `next`: when they are asked to follow up again; absent when the proposal holds no longer then. */
export function followUpQuestion(account: Account, buyer: Contact, sentOn: Instant, next: Instant | undefined) {
  const again = next && `You are asked to follow up again on ${dayInWords(next)}.`;
  return {
    question: `Please follow up with ${buyer.name} at ${account.name} on the proposal.`,
    why: `${sinceAndUntil(sentOn)}. What they decide goes on the card that asks for it.`,
    choices: {
      done: {
        label: 'Followed up',
        effect: again ?? 'There is no other follow-up before the proposal expires.',
        style: 'primary',
        reason: 'optional',
        reasonLabel: 'What did they say?',
      },
    },
    due: businessDays(2),
  } as const;
}

const sinceAndUntil = (sentOn: Instant): string =>
  `They have had the proposal since ${dayInWords(sentOn)}, and it holds until ${dayInWords(later(sentOn, waitMs(HOLDS)))}`;

/** `120 seats instead of 100, for $57,600 a year ($9,600 more).` */
export function offerInWords(account: Account, offer: Offer): string {
  const price = (sum: number) => money(sum, contractOf(account).currency);
  return `${amount(offer.recommendedSeats)} seats instead of ${amount(offer.currentSeats)}, for ${price(offer.annualPrice)} a year (${price(offer.additionalAnnualPrice)} more).`;
}

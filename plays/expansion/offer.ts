import { contractOf, type Account, type Contact } from '../../src/domain/account';
import type { Evidence, Field } from '../../src/domain/tasks';
import type { Instant } from '../../src/domain/waits';
import { amount, dayInWords } from '../../src/domain/wording';

/** Room above today's use that a recommended plan leaves. */
const HEADROOM = 1.25;
/** Seats are sold in packs of this many. */
const PACK = 5;

export interface Usage {
  readonly limit: string;
  readonly used: number;
  readonly allowed: number;
  readonly trend?: string;
}

export interface Offer {
  readonly currentSeats: number;
  readonly recommendedSeats: number;
  readonly addedSeats: number;
  /** Whole units of the contract's currency. */
  readonly annualPrice: number;
  readonly additionalAnnualPrice: number;
}

/** Use in whole percent of what the plan allows. */
export const usedPercent = ({ used, allowed }: Usage): number => Math.round((used / allowed) * 100);

/**
 * The seats that fit today's use with a quarter more as headroom, in packs of five and at least one pack more than now.
 * A limit that is not seats grows the seats in proportion.
 */
export function offerFor(account: Account, usage: Usage): Offer {
  const { seats } = contractOf(account);
  const needed = seats * (usage.used / usage.allowed) * HEADROOM;
  return offerOf(account, Math.max(seats + PACK, Math.ceil(needed / PACK) * PACK));
}

/** The offer of so many seats at the price of the contract. */
export function offerOf(account: Account, recommendedSeats: number): Offer {
  const contract = contractOf(account);
  return {
    currentSeats: contract.seats,
    recommendedSeats,
    addedSeats: recommendedSeats - contract.seats,
    annualPrice: recommendedSeats * contract.seatPrice,
    additionalAnnualPrice: (recommendedSeats - contract.seats) * contract.seatPrice,
  };
}

/** What product saw, for those who are asked. */
export function evidenceOf(account: Account, usage: Usage, contact: Contact | undefined): Evidence[] {
  const lines: Evidence[] = [
    {
      label: `Use of ${nameOfLimit(usage)}`,
      value: `${amount(usage.used)} of ${amount(usage.allowed)} (${usedPercent(usage)} %)`,
    },
  ];
  if (usage.trend) lines.push({ label: 'Trend', value: usage.trend });
  if (contact) lines.push({ label: contact.joinedAt ? 'New leader' : 'Contact', value: whoIs(contact) });
  const { plan, renewalOn } = contractOf(account);
  lines.push({ label: 'Plan', value: `${plan}, renews on ${dayInWords(renewalOn)}` });
  return lines;
}

const whoIs = ({ name, title, joinedAt }: Contact): string =>
  [name, title, joinedAt && `joined on ${dayInWords(joinedAt)}`].filter(Boolean).join(', ');

/** `api-calls` as people say it: `api calls`. */
export const nameOfLimit = ({ limit }: Pick<Usage, 'limit'>): string => limit.replace(/[-_]+/g, ' ');

/** The data of `texts/proposal.liquid`; what can be computed from it is computed there. */
export function proposalData(account: Account, usage: Usage, people: ProposalPeople, now: Instant) {
  const contract = contractOf(account);
  const { buyer, leader } = people;
  const { currentSeats, recommendedSeats } = offerFor(account, usage);
  return {
    accountName: account.name,
    preparedFor: { name: buyer.name, title: buyer.title ?? '' },
    date: now,
    plan: contract.plan,
    currentSeats,
    recommendedSeats,
    seatPrice: contract.seatPrice,
    currency: contract.currency,
    limitName: nameOfLimit(usage),
    used: usage.used,
    limit: usage.allowed,
    usedPercent: usedPercent(usage),
    valueSoFar: account.valueSoFar,
    leaderName: leader?.name ?? '',
    leaderTitle: leader?.title ?? '',
    introduction: introductionFor(usage),
  };
}

/** What reviewers may change in the proposal. */
export const editableOffer = ({ introduction, recommendedSeats }: ReturnType<typeof proposalData>): Field[] => [
  { id: 'introduction', label: 'Introduction', kind: 'long-text', initial: introduction, required: true },
  {
    ...{ id: 'recommendedSeats', label: 'Seats', kind: 'number', integer: true, min: 1, required: true },
    initial: String(recommendedSeats),
  },
];

function introductionFor(usage: Usage): string {
  const where = usage.used > usage.allowed ? 'uses more than' : 'is close to using all of';
  return `Your team ${where} what its plan includes. This proposal gives it room to grow, so that nobody new has to wait for access.`;
}

/** Whom the proposal is for, and who has newly joined them. */
export interface ProposalPeople {
  readonly buyer: Contact;
  readonly leader?: Contact;
}

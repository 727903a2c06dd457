import type { Account, Contact } from '../../src/domain/account';
import type { Evidence } from '../../src/domain/tasks';
import { later, waitMs, type Instant } from '../../src/domain/waits';

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
export function offerFor({ contract }: Account, usage: Usage): Offer {
  const needed = contract.seats * (usage.used / usage.allowed) * HEADROOM;
  const recommendedSeats = Math.max(contract.seats + PACK, Math.ceil(needed / PACK) * PACK);
  return {
    currentSeats: contract.seats,
    recommendedSeats,
    addedSeats: recommendedSeats - contract.seats,
    annualPrice: recommendedSeats * contract.seatPrice,
    additionalAnnualPrice: (recommendedSeats - contract.seats) * contract.seatPrice,
  };
}

/** What product saw, for those who are asked. */
export function evidenceOf(account: Account, usage: Usage, leader: Contact | undefined): Evidence[] {
  const lines: Evidence[] = [
    { label: `Use of ${usage.limit}`, value: `${usage.used} of ${usage.allowed} (${usedPercent(usage)} %)` },
  ];
  if (usage.trend) lines.push({ label: 'Trend', value: usage.trend });
  if (leader) lines.push({ label: 'New leader', value: [leader.name, leader.title].filter(Boolean).join(', ') });
  lines.push({ label: 'Plan', value: `${account.contract.plan}, renews on ${account.contract.renewalOn}` });
  return lines;
}

/** The data of `texts/proposal.liquid`; what can be computed from it is computed there. */
export function proposalData(account: Account, usage: Usage, people: ProposalPeople, now: Instant) {
  const { contract } = account;
  const { buyer, leader, preparedBy } = people;
  const percent = usedPercent(usage);
  const { currentSeats, recommendedSeats } = offerFor(account, usage);
  return {
    accountName: account.name,
    preparedFor: { name: buyer.name, title: buyer.title ?? '' },
    preparedBy,
    date: now,
    validUntil: later(now, waitMs('45 days')),
    plan: contract.plan,
    currentSeats,
    recommendedSeats,
    seatPrice: contract.seatPrice,
    currency: contract.currency,
    limitName: usage.limit,
    used: usage.used,
    limit: usage.allowed,
    usedPercent: percent,
    valueSoFar: account.valueSoFar,
    leaderName: leader?.name ?? '',
    leaderTitle: leader?.title ?? '',
    introduction: `Your team uses ${percent} % of its ${usage.limit}. This proposal gives it room to grow, so that nobody new has to wait for access.`,
  };
}

/** Whom the proposal is for and from, and who has newly joined them. */
export interface ProposalPeople {
  readonly buyer: Contact;
  readonly leader?: Contact;
  readonly preparedBy: string;
}

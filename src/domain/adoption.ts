import { entryOf, type AccountView } from './account-view';
import type { MilestoneSeen } from './milestones';
import { waitMs, type Instant } from './waits';
import { amount, counted, dayInWords } from './wording';

/** How far a customer has come with the product, as far as their account view shows it. */
export interface Adoption {
  /** When each milestone was reached first. */
  readonly milestones: Readonly<Record<string, Instant>>;
  /** Seats somebody works on, of those in the contract; absent while nobody measures it. */
  readonly seats?: ActiveSeats;
  /** The last day with any use, in UTC; absent while no use is known. */
  readonly lastUsedOn?: string;
}

export interface ActiveSeats {
  readonly active: number;
  readonly licensed: number;
}

/** Of the seats: the milestone `half-of-seats` of an onboarding. */
export const HALF_OF_SEATS = { milestone: 'half-of-seats', share: 0.5 } as const;

/** Which limit counts seats in use, and for how many days somebody who used the product is active. */
export interface SeatRules {
  readonly seatsLimit: string;
  readonly activeDays: number;
}

const STANDARD: SeatRules = { seatsLimit: 'seats', activeDays: 30 };

/** How the account stands at a moment. */
export function adoptionOf(view: AccountView, at: Instant, rules: SeatRules = STANDARD): Adoption {
  const seats = activeSeats(view, at, rules);
  const lastUsedOn = Object.keys(view.activity).reduce((latest, day) => (day > latest ? day : latest), '');
  return { milestones: view.milestones, ...(seats && { seats }), ...(lastUsedOn && { lastUsedOn }) };
}

/** Of the seats, those in use as measured; otherwise the people who used the product lately. */
export function activeSeats(
  view: AccountView,
  at: Instant,
  { seatsLimit, activeDays }: SeatRules,
): ActiveSeats | undefined {
  const point = entryOf(view.usage, seatsLimit)?.at(-1);
  if (point && point.allowed > 0) return { active: point.used, licensed: point.allowed };
  const licensed = view.account.contract?.seats;
  const uses = Object.values(view.lastUse);
  if (!licensed || uses.length === 0) return undefined;
  const since = Date.parse(at) - waitMs(`${activeDays} days`);
  return { active: uses.filter((last) => Date.parse(last) >= since).length, licensed };
}

/** From 0 upwards; 0.5 is half of the seats. */
export const shareOf = ({ active, licensed }: ActiveSeats): number => active / licensed;

/**
 * What is known of their use, in sentences.
 *
 * @example
 * adoptionInWords({ milestones: {}, seats: { active: 12, licensed: 100 } }); // 12 of 100 seats are active (12 %).
 */
export function adoptionInWords({ seats, lastUsedOn }: Adoption): string {
  const share = seats && `${Math.round(shareOf(seats) * 100)} %`;
  const active = seats
    ? `${amount(seats.active, 1)} of ${counted(seats.licensed, 'seat is', 'seats are')} active (${share}).`
    : 'How many of their seats are active is not measured.';
  return lastUsedOn ? `${active} They used the product last on ${dayInWords(lastUsedOn)}.` : active;
}

/** The milestones that the account view shows as reached. */
export function seenIn(adoption: Adoption, now: Instant): MilestoneSeen[] {
  const told = Object.entries(adoption.milestones).map(([milestone, at]) => ({ milestone, at }));
  const { seats } = adoption;
  const { milestone, share } = HALF_OF_SEATS;
  return seats && shareOf(seats) >= share ? [...told, { milestone, at: now }] : told;
}

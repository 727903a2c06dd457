import fc from 'fast-check';
import type { Account } from '../../src/domain/account';
import { evidenceOf, offerFor, usedPercent } from './offer';

const account = (seats: number, seatPrice = 480): Account => ({
  id: 'acme',
  name: 'Acme',
  timeZone: 'America/New_York',
  country: 'US',
  tier: 'one-to-few',
  contract: {
    plan: 'Team',
    seats,
    seatPrice,
    currency: 'USD',
    limits: [],
    arr: seats * seatPrice,
    renewalOn: '2027-01-31',
  },
  contacts: [],
  team: {},
  valueSoFar: [],
});

describe('the offer', () => {
  it('leaves a quarter of headroom above today’s use, in packs of five', () => {
    expect(offerFor(account(100), { limit: 'seats', used: 94, allowed: 100 })).toEqual({
      currentSeats: 100,
      recommendedSeats: 120,
      addedSeats: 20,
      annualPrice: 57_600,
      additionalAnnualPrice: 9_600,
    });
  });

  it('is always more than the customer has, in whole packs, and priced per seat', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000 }).map((packs) => packs * 5),
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        (seats, used, allowed, price) => {
          const offer = offerFor(account(seats, price), { limit: 'calls', used, allowed });
          expect(offer.recommendedSeats).toBeGreaterThan(seats);
          expect(offer.recommendedSeats % 5).toBe(0);
          expect(offer.annualPrice).toBe(offer.recommendedSeats * price);
          expect(offer.additionalAnnualPrice).toBe(offer.addedSeats * price);
        },
      ),
    );
  });

  it('shows what product saw, and only what is known', () => {
    const usage = { limit: 'seats', used: 94, allowed: 100 };
    expect(evidenceOf(account(100), usage, undefined).map(({ label }) => label)).toEqual(['Use of seats', 'Plan']);
    expect(usedPercent({ limit: 'seats', used: 2, allowed: 3 })).toBe(67);
  });
});

import fc from 'fast-check';
import { join } from 'node:path';
import { createTexts } from '../../activities/texts';
import type { Account, Contact } from '../../src/domain/account';
import { evidenceOf, offerFor, proposalData, usedPercent } from './offer';

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

describe('what the customer reads', () => {
  const texts = createTexts(join(__dirname, '..'));
  const buyer = { id: 'ana', name: 'Ana Ruiz' } as Contact;
  const proposal = (used: number) =>
    texts.renderHtml('expansion', 'proposal', {
      ...proposalData(account(100), { limit: 'seats', used, allowed: 100 }, { buyer }, '2026-03-02T15:00:00.000Z'),
      preparedBy: 'Priya Nair',
    });

  it.each([
    [94, 'Past that limit, growing further would have to wait.', 'close to using all'],
    [100, 'Past that limit, growing further would have to wait.', 'close to using all'],
    [101, 'You are past what the plan includes already.', 'uses more than'],
  ])('says where they are with %i of 100 in use', async (used, words, introduction) => {
    const page = await proposal(used);
    expect(page).toContain(words);
    expect(page).toContain(introduction);
    expect(page.includes('would have to wait')).toBe(used <= 100);
    expect(page).toContain('valid for <strong>45 days</strong>');
  });

  it.each([true, false])(
    'promises what they have achieved only where the proposal says it (%s)',
    async (hasAchieved) => {
      const data = { accountName: 'Acme', hasAchieved, senderName: 'Priya Nair' };
      const { text } = await texts.renderMail('expansion', 'proposal-mail', data);
      expect(text.includes('what your team has achieved')).toBe(hasAchieved);
      expect(text).toMatch(/what changed, .*and what we recommend as the next step\.\n/);
      expect((await proposal(94)).includes('What you have achieved')).toBe(false);
    },
  );
});

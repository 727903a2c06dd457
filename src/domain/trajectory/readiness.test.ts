import fc from 'fast-check';
import type { AccountView } from '../account-view';
import { anyView, withWhatCameLater } from '../health/testing/any-view.fixture';
import { contact, daysAgo, NOW, unknownAccount } from '../health/testing/sample-view.fixture';
import { readinessOf } from './readiness';
import { segmentRulesSchema } from './rules';

const standard = segmentRulesSchema.parse({});

/** Three roles engaged of four known, and one surge of intent: just ready. */
const ready: AccountView = {
  ...unknownAccount,
  account: {
    ...unknownAccount.account,
    stage: 'prospect',
    tier: 'one-to-few',
    contacts: [
      contact('ana', { committeeRole: 'champion' }),
      contact('bo', { committeeRole: 'economic-buyer', seniority: 'vp' }),
      contact('cy', { committeeRole: 'technical-evaluator' }),
      contact('dee', { committeeRole: 'procurement' }),
    ],
  },
  engagement: { ana: daysAgo(0), bo: daysAgo(14), cy: daysAgo(30), dee: daysAgo(31) },
  notices: { 'intent.surged': daysAgo(14) },
};
const account = (change: Partial<AccountView['account']>) => ({ account: { ...ready.account, ...change } });

describe('the readiness of an account before the sale', () => {
  it('is met with a fitting tier, three engaged committee roles and a buying signal, and says so', () => {
    expect(readinessOf(ready, NOW, standard)).toEqual({
      tier: 'one-to-few',
      fit: 75,
      intent: 39,
      ready: true,
      conditions: [
        { name: 'fit tier', met: true, because: 'The tier one-to-few fits.' },
        {
          name: 'committee roles engaged',
          met: true,
          because:
            '3 committee roles (champion, economic-buyer and technical-evaluator) engaged within 30 days; it takes 3.',
        },
        {
          name: 'buying signal',
          met: true,
          because: 'Buying signals within 30 days: their intent surged 14 days ago; it takes 1.',
        },
      ],
    });
  });

  it.each<[string, Partial<AccountView>, string]>([
    [
      'a tier that does not fit',
      account({ tier: 'one-to-many' }),
      'The tier one-to-many is none of one-to-one and one-to-few.',
    ],
    [
      'a role too few',
      { engagement: { ana: daysAgo(0), bo: daysAgo(14), cy: daysAgo(31) } },
      '2 committee roles (champion and economic-buyer) engaged within 30 days; it takes 3.',
    ],
    [
      'two people of one role',
      account({ contacts: ready.account.contacts.map((one) => ({ ...one, committeeRole: 'end-user' as const })) }),
      '1 committee role (end-user) engaged within 30 days; it takes 3.',
    ],
    ['no signal', { notices: {} }, 'Buying signals within 30 days: none; it takes 1.'],
    [
      'an old signal',
      { notices: { 'intent.surged': daysAgo(31) } },
      'Buying signals within 30 days: none; it takes 1.',
    ],
    [
      'a deal that is over',
      { notices: {}, deals: { d: { stage: 'closed', result: 'lost', since: daysAgo(2), openedAt: daysAgo(9) } } },
      'Buying signals within 30 days: none; it takes 1.',
    ],
  ])('misses %s', (_, change, because) => {
    const { ready: isReady, conditions } = readinessOf({ ...ready, ...change }, NOW, standard);
    expect(isReady).toBe(false);
    expect(conditions.filter(({ met }) => !met).map((one) => one.because)).toEqual([because]);
  });

  it.each<[string, Partial<AccountView>]>([
    ['a meeting', { meetings: [{ at: daysAgo(3), with: ['ae'] }] }],
    ['an open deal', { deals: { d: { stage: 'discovery', since: daysAgo(2), openedAt: daysAgo(90) } } }],
    ['a unit that asks', { notices: { 'unit.asked': daysAgo(3) } }],
  ])('takes %s as a buying signal', (_, change) => {
    expect(readinessOf({ ...ready, notices: {}, ...change }, NOW, standard).ready).toBe(true);
  });

  it('is what ops say it is', () => {
    const rules = segmentRulesSchema.parse({
      readiness: { tiers: ['one-to-many'], rolesEngaged: 1, signalsNeeded: 1, buyingSignals: ['contact.engaged'] },
    });
    const small = { ...ready, ...account({ tier: 'one-to-many' }), engagement: { ana: daysAgo(1) }, notices: {} };
    expect([standard, rules].map((each) => readinessOf(small, NOW, each).ready)).toEqual([false, true]);
  });
});

describe('fit and intent', () => {
  it.each<[string, Partial<AccountView>, number]>([
    ['a target nobody is known at', account({ tier: 'one-to-many', contacts: [] }), 24],
    ['the best tier, nobody known', account({ tier: 'one-to-one', contacts: [] }), 60],
    [
      'the best tier, a vice president',
      account({ tier: 'one-to-one', contacts: [contact('bo', { seniority: 'vp' })] }),
      80,
    ],
  ])('fit of %s', (_, change, fit) => {
    expect(readinessOf({ ...ready, ...change }, NOW, standard).fit).toBe(fit);
  });

  it.each<[string, Partial<AccountView>, number]>([
    ['silence', {}, 0],
    ['a surge today', { notices: { 'intent.surged': daysAgo(0) } }, 40],
    ['a surge of two weeks ago', { notices: { 'intent.surged': daysAgo(14) } }, 20],
    ['two who engaged today', { engagement: { ana: daysAgo(0), bo: daysAgo(0) } }, 20],
    [
      'everything at once',
      {
        notices: { 'intent.surged': daysAgo(0), 'competitor.evaluated': daysAgo(0), 'unit.asked': daysAgo(0) },
        lastUse: { ana: daysAgo(0) },
      },
      100,
    ],
  ])('intent after %s', (_, change, intent) => {
    const silent = { ...ready, engagement: {}, notices: {} };
    expect(readinessOf({ ...silent, ...change }, NOW, standard).intent).toBe(intent);
  });

  it('lie within 0 and 100 whatever is known, and what comes later does not change them', () => {
    const question = anyView.chain((view) => fc.tuple(fc.constant(view), withWhatCameLater(view)));
    fc.assert(
      fc.property(question, ([view, later]) => {
        const told = readinessOf(view, NOW, standard);
        for (const score of [told.fit, told.intent]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
        expect(told.ready).toBe(told.conditions.every(({ met }) => met));
        expect(readinessOf(later, NOW, standard).conditions).toEqual(told.conditions);
        expect(readinessOf(later, NOW, standard).intent).toBe(told.intent);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the rules of segments', () => {
  it.each([
    [{ atRisk: { fall: 0 } }, 'more than 0 points'],
    [{ atRisk: { healthBelow: 120 } }, 'points from 0 to 100'],
    [{ readiness: { buyingSignals: ['moon'] } }, /^one of intent\.surged, /],
    [{ readiness: { tiers: ['gold'] } }, 'one-to-one, one-to-few, one-to-many'],
    [{ fit: { weights: { tier: 0, leader: 0, committee: 0 } } }, 'at least one weight above 0'],
    [{ champions: {} }, 'Unrecognized key: "champions"'],
  ])('refuse %j and say what is expected', (given, message) => {
    const [issue] = segmentRulesSchema.safeParse(given).error?.issues ?? [];
    expect(issue?.message).toMatch(message);
  });
});

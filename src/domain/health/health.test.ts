import type { AccountView } from '../account-view';
import { healthOf, type HealthComponentName } from './health';
import { healthRulesSchema } from './rules';
import {
  contact,
  dayAgo,
  daysAgo,
  NOW,
  nps,
  seats,
  thriving,
  unknownAccount,
  usedDaily,
} from './testing/sample-view.fixture';

const rules = healthRulesSchema.parse({});
const told = (change: Partial<AccountView>, base = unknownAccount) => healthOf({ ...base, ...change }, NOW, rules);
const component = (name: HealthComponentName, change: Partial<AccountView>, base = unknownAccount) => {
  const { score, because } = told(change, base).components[name];
  return { score: score === undefined ? undefined : Math.round(score), because: because.join(' ') };
};
const account = (change: Partial<AccountView['account']>, base = unknownAccount) => ({
  account: { ...base.account, ...change },
});
const support = (severity: number, opened: number, resolved?: number, reopened = 0) => ({
  severity,
  openedAt: daysAgo(opened),
  ...(resolved !== undefined && { resolvedAt: daysAgo(resolved) }),
  reopened,
});
const contract = (renewalOn: string) => ({ ...thriving.account.contract!, renewalOn });

describe('health', () => {
  it('of a thriving customer is high, certain, and says why', () => {
    const health = told({}, thriving);
    expect(health).toMatchObject({ at: NOW, score: 99, confidence: 1 });
    expect(Object.values(health.components).flatMap(({ because }) => because)).toEqual([
      '94 of 100 seats are in use (94 %).',
      '3 of 3 contacts used the product in the last 30 days.',
      'Use is level against the 30 days before (600 times after 600).',
      'No support case is open.',
      'None of 1 resolved case came back.',
      'The only case resolved in 180 days took 12 hours.',
      'Ana answered 10 of 10 10 days ago.',
      'Ana is champion.',
      'The executive sponsor met them 12 days ago.',
      '3 of 3 known committee roles engaged in the last 90 days.',
      'The last payment came in 15 days ago.',
      'We have known them for 800 days.',
      'The renewal is 274 days away.',
      'There is no notice of leaving that counts.',
    ]);
  });

  it('of an account of which nothing is known has no score, and no confidence', () => {
    const health = healthOf(unknownAccount, NOW, rules);
    expect(health).not.toHaveProperty('score');
    expect(health.confidence).toBe(0);
  });

  it('is not lowered by what is missing; the confidence is', () => {
    const { score, confidence } = told({ answers: [], cases: {} }, thriving);
    expect({ score, confidence }).toEqual({ score: 98, confidence: 0.65 });
  });

  it('weighs the components as the rules say', () => {
    const cold = { ...thriving, answers: [nps('ana', 0)] };
    const weighing = (weights: object) => healthOf(cold, NOW, healthRulesSchema.parse({ weights })).score;
    expect(weighing({})).toBe(84);
    expect(weighing({ sentiment: 0 })).toBe(99);
    expect(weighing({ product: 0, support: 0, relationship: 0, commercial: 0 })).toBe(0);
  });
});

describe('product', () => {
  const three = account({ contacts: [contact('ana'), contact('bo'), contact('cy')] });
  it.each<[string, Partial<AccountView>, number | undefined, RegExp]>([
    ['nothing known', {}, undefined, /How many seats are in use has not been measured/],
    ['60 of 100 seats', { usage: { seats: [seats(60)] } }, 60, /60 of 100 seats are in use \(60 %\)\./],
    ['more seats than licensed', { usage: { seats: [seats(130)] } }, 100, /130 of 100 seats are in use \(130 %\)/],
    ['seats nobody knows the licence of', { usage: { seats: [seats(60), seats(70, 0, 0)] } }, 60, /60 of 100/],
    ['another limit', { usage: { storage: [seats(60)] } }, undefined, /has not been measured/],
    [
      'an old measurement',
      { usage: { seats: [seats(60, 44)] } },
      60,
      /60 of 100 seats are in use \(60 %\), as measured 44 days ago/,
    ],
    [
      'one contact of three active',
      { ...three, lastUse: { ana: daysAgo(30), bo: daysAgo(31) } },
      33,
      /1 of 3 contacts/,
    ],
    ['use as before', { activity: usedDaily(5, 60, 1) }, 100, /Use is level .* \(150 times after 150\)/],
    ['use grew', { activity: { ...usedDaily(4, 60, 31), ...usedDaily(5, 30, 1) } }, 100, /grew by 25 %/],
    ['use fell by a quarter', { activity: { ...usedDaily(4, 60, 31), ...usedDaily(3, 30, 1) } }, 50, /fell by 25 %/],
    ['use halved', { activity: { ...usedDaily(4, 60, 31), ...usedDaily(2, 30, 1) } }, 0, /fell by 50 %/],
    ['use ended long ago', { activity: usedDaily(4, 90, 70) }, 0, /Nobody has used the product for 60 days/],
    ['use began lately', { activity: usedDaily(4, 10, 1) }, undefined, /There are not yet 60 days of use to compare/],
    ['use today only', { activity: { [dayAgo(0)]: 9 } }, undefined, /not yet 60 days/],
  ])('%s', (_, change, score, because) => {
    const product = component('product', change);
    expect(product.score).toBe(score);
    expect(product.because).toMatch(because);
  });

  it('trusts a measurement of seats less, the older it is', () => {
    const confidence = (age: number) => told({ usage: { seats: [seats(60, age)] } }).components.product.confidence;
    expect([14, 44, 74].map(confidence)).toEqual([0.6, 0.3, 0.15]);
  });
});

describe('support', () => {
  it.each<[string, AccountView['cases'], number | undefined, RegExp]>([
    ['no case ever', {}, undefined, /There has been no support case/],
    ['a first case of severity 1', { a: support(1, 1) }, 0, /A severity 1 case is open/],
    ['a first case of severity 2', { a: support(2, 1) }, 50, /A severity 2 case is open/],
    [
      'several',
      { a: support(3, 1), b: support(2, 2), c: support(3, 3) },
      20,
      /A severity 2 case and 2 severity 3 cases are open/,
    ],
    ['one resolved within a day', { a: support(1, 10, 9) }, 100, /No support case is open/],
    ['one resolved in ten days', { a: support(2, 20, 10) }, 80, /The only case resolved in 180 days took 10 days/],
    ['one of ten came back', tenCases(1), 93, /1 of 10 resolved cases came back/],
    [
      'one resolved at once',
      { a: support(3, 1, 0.99) },
      100,
      /The only case resolved in 180 days took less than an hour/,
    ],
    ['several resolved', tenCases(0), 100, /Of 10 cases resolved in 180 days, half took 12 hours or less/],
    ['three of ten came back', tenCases(3), 80, /3 of 10 resolved cases came back/],
    ['one that came back and is open', { a: support(4, 3, undefined, 1) }, 71, /1 of 1 resolved case came back/],
    ['a case of long ago', { a: support(1, 300, 200) }, 100, /No case was resolved in 180 days/],
    ['a case resolved only later', { a: support(2, 1, -1) }, 50, /A severity 2 case is open/],
  ])('%s', (_, cases, score, because) => {
    const answer = component('support', { cases });
    expect(answer.score).toBe(score);
    expect(answer.because).toMatch(because);
  });

  function tenCases(back: number) {
    return Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`c${n}`, support(3, 20, 19.5, n < back ? 1 : 0)]));
  }
});

describe('sentiment', () => {
  it.each<[string, AccountView['answers'], number | undefined, number, RegExp]>([
    ['nobody answered', [], undefined, 0, /Nobody answered a survey in 365 days/],
    ['an NPS of 9', [nps('ana', 9, 5)], 90, 1, /Ana answered 9 of 10 5 days ago/],
    ['a CSAT of 4', [{ kind: 'csat', score: 4, at: daysAgo(3), contactId: 'bo' }], 80, 1, /Bo answered 4 of 5/],
    ['only the latest of a contact counts', [nps('ana', 2, 9), nps('ana', 8, 3)], 80, 1, /8 of 10/],
    ['an answer older than 90 days counts half', [nps('ana', 10, 91), nps('bo', 4, 1)], 60, 1, /2 people come to 60/],
    ['… and is trusted half', [nps('ana', 10, 91)], 100, 0.5, /10 of 10 91 days ago/],
    ['90 days old counts whole', [nps('ana', 10, 90), nps('bo', 4, 1)], 70, 1, /70 of 100/],
    ['older than 365 days not at all', [nps('ana', 10, 366)], undefined, 0, /Nobody/],
    ['one without a contact', [nps(undefined, 7, 1), nps(undefined, 5, 1)], 50, 1, /Somebody answered 5 of 10/],
    [
      'one who left counts as any other',
      [nps('eve', 2, 5)],
      20,
      1,
      /^Eve, who has left, answered 2 of 10 5 days ago\.$/,
    ],
    ['… beside those who stay', [nps('eve', 2, 5), nps('ana', 8, 5)], 50, 1, /answers of 2 people come to 50 of 100/],
  ])('%s', (_, answers, score, confidence, because) => {
    const departed = { eve: { name: 'Eve', at: daysAgo(2) } };
    const { sentiment } = healthOf({ ...thriving, answers, departed }, NOW, rules).components;
    expect(sentiment.score === undefined ? undefined : Math.round(sentiment.score)).toBe(score);
    expect(sentiment.confidence).toBe(confidence);
    expect(sentiment.because.join(' ')).toMatch(because);
  });
});

describe('relationship', () => {
  const committee = account({
    contacts: [contact('bo', { committeeRole: 'economic-buyer' }), contact('cy', { committeeRole: 'end-user' })],
  });
  const champion = account({
    contacts: [...committee.account.contacts, contact('ana', { committeeRole: 'champion' })],
  });
  it.each<[string, Partial<AccountView>, number | undefined, RegExp]>([
    ['nobody known', {}, undefined, /part in the buying committee is known\. No meeting has been reported/],
    ['contacts without a part', account({ contacts: [contact('ana')] }), undefined, /is not known/],
    ['a champion', champion, 100, /Ana is champion/],
    [
      'a champion beside a competitor',
      { ...champion, notices: { 'competitor.evaluated': daysAgo(3) } },
      100,
      /They were seen evaluating a competitor 3 days ago, which this score does not count\.$/,
    ],
    ['no champion', committee, 0, /Nobody there is known as a champion/],
    [
      'a champion who left',
      { departed: { ana: { name: 'Ana', role: 'champion', at: daysAgo(12) } } },
      0,
      /The champion Ana left 12 days ago, and there is no other/,
    ],
    [
      'a champion who will have left',
      { departed: { ana: { name: 'Ana', role: 'champion', at: daysAgo(-1) } } },
      100,
      /Ana is champion/,
    ],
    [
      'a sponsor meeting of 90 days ago',
      { meetings: [{ at: daysAgo(90), with: ['exec-sponsor'] }] },
      100,
      /90 days ago/,
    ],
    [
      'a sponsor meeting of 91 days ago',
      { meetings: [{ at: daysAgo(91), with: ['exec-sponsor'] }] },
      0,
      /The executive sponsor has not met them for 91 days/,
    ],
    ['meetings without the sponsor', { meetings: [{ at: daysAgo(1), with: ['csm'] }] }, 0, /has not met them yet/],
    [
      'one of two known roles engaged',
      { ...committee, engagement: { bo: daysAgo(90), cy: daysAgo(91) } },
      25,
      /1 of 2 known committee roles engaged in the last 90 days/,
    ],
    [
      'somebody engaged by a meeting',
      { ...committee, meetings: [{ at: daysAgo(1), with: [], contactId: 'bo' }] },
      17,
      /1 of 2/,
    ],
  ])('%s', (_, change, score, because) => {
    const answer = component('relationship', change);
    expect(answer.score).toBe(score);
    expect(answer.because).toMatch(because);
  });

  it('takes coverage out of all six roles when the rules say so', () => {
    const all = healthRulesSchema.parse({ relationship: { coverageOf: 'all', weights: { champion: 0, sponsor: 0 } } });
    expect(healthOf(thriving, NOW, all).components.relationship.because).toContain(
      '3 of 6 committee roles engaged in the last 90 days.',
    );
    expect(healthOf(thriving, NOW, all).components.relationship.score).toBe(50);
  });
});

describe('commercial', () => {
  const before = { ...unknownAccount, ...account({ stage: 'prospect' }) };
  const renewing = (on: string, more: Partial<AccountView> = {}) => ({
    ...account({ contract: contract(on) }),
    ...more,
  });
  it.each<[string, Partial<AccountView>, number | undefined, RegExp]>([
    ['nothing known', {}, undefined, /No payment has been reported\. .* No renewal date is known/],
    ['paid', { notices: { 'payment.received': daysAgo(2) } }, 100, /The last payment came in 2 days ago/],
    [
      'failed after the last payment',
      { notices: { 'payment.received': daysAgo(9), 'payment.failed': daysAgo(2) } },
      0,
      /A payment failed 2 days ago and none has come in since/,
    ],
    [
      'paid after all',
      { notices: { 'payment.received': daysAgo(1), 'payment.failed': daysAgo(2) } },
      100,
      /came in 1 day ago/,
    ],
    ['seen for the first time', { since: daysAgo(0) }, 70, /We have known them for 0 days/],
    ['known for half a year', { since: daysAgo(182.5) }, 85, /182 days/],
    ['a prospect has no tenure', { ...before, since: daysAgo(99) }, undefined, /is not known/],
    ['a renewal in 61 days', renewing('2026-05-02'), 100, /The renewal is 61 days away\./],
    [
      'a renewal in 60 days, silent',
      renewing('2026-05-01'),
      0,
      /60 days away, and nobody there engaged in the last 30/,
    ],
    [
      'a renewal in 60 days, they met us',
      renewing('2026-05-01', { meetings: [{ at: daysAgo(4), with: ['csm'] }] }),
      100,
      /60 days away, and they engaged 4 days ago/,
    ],
    ['a renewal date that passed', renewing('2026-02-28'), 0, /The renewal date passed 2 days ago, and nobody/],
    [
      'notice of leaving',
      { notices: { 'payment.received': daysAgo(2), 'churn.notified': daysAgo(3) } },
      0,
      /^They gave notice of leaving 3 days ago\. The last payment/,
    ],
    [
      'notice of long ago',
      { notices: { 'payment.received': daysAgo(2), 'churn.notified': daysAgo(91) } },
      100,
      /no notice of leaving that counts/,
    ],
  ])('%s', (_, change, score, because) => {
    const answer = component('commercial', change);
    expect(answer.score).toBe(score);
    expect(answer.because).toMatch(because);
  });
});

describe('the rules of health', () => {
  it.each([
    [{ weights: { produkt: 3 } }, 'Unrecognized key: "produkt"'],
    [{ weights: { product: -1 } }, 'a weight of 0 or more; 0 leaves it out'],
    [{ weights: { product: 'much' } }, 'a weight such as 30'],
    [
      { weights: { product: 0, support: 0, sentiment: 0, relationship: 0, commercial: 0 } },
      'at least one component with a weight above 0',
    ],
    [{ support: { resolveGoodHours: 300 } }, 'more hours than resolveGoodHours'],
    [{ sentiment: { halfAfterDays: 400 } }, 'no fewer days than halfAfterDays'],
    [{ relationship: { coverageOf: 'some' } }, 'filled or all'],
  ])('refuse %j and say what is expected', (given, message) => {
    expect(healthRulesSchema.safeParse(given).error?.issues.map((issue) => issue.message)).toContain(message);
  });
});

import type { AccountView } from '../account-view';
import { healthOf } from './health';
import { healthRulesSchema } from './rules';
import { contact, daysAgo, NOW, nps, seats, thriving, unknownAccount } from './testing/sample-view.fixture';
import { howTheDayWent, whyItMoved } from './why-it-moved';

const rules = healthRulesSchema.parse({});
const moved = (before: AccountView | undefined, after: AccountView, ruledBy = rules) =>
  whyItMoved(before && healthOf(before, NOW, rules), healthOf(after, NOW, ruledBy));

const severe = { ...thriving.cases, outage: { severity: 1, openedAt: daysAgo(0.1), reopened: 0 } };
const fewer = { ...thriving.usage, seats: [...thriving.usage['seats']!, seats(60, 0)] };

describe('why health moved', () => {
  it.each<[string, AccountView | undefined, AccountView, string]>([
    ['for the first time', undefined, thriving, 'Health is 99 for the first time we can tell.'],
    ['after nothing was known', unknownAccount, thriving, 'Health is 99 for the first time we can tell.'],
    ['not at all', thriving, thriving, 'Health stays at 99.'],
    ['while nothing is known', undefined, unknownAccount, 'Too little is known to tell the health.'],
    ['into the unknown', thriving, unknownAccount, 'Health was 99; too little is known now to tell it.'],
    [
      'by two causes, the larger first',
      thriving,
      { ...thriving, cases: severe, usage: fewer },
      'Health fell from 99 to 81: a severity 1 case is open, and seats in use went from 94 % to 60 %.',
    ],
    [
      'by one cause, small ones left out',
      thriving,
      { ...thriving, cases: severe, usage: { seats: [seats(93)] } },
      'Health fell from 99 to 87: a severity 1 case is open.',
    ],
    ['up again', { ...thriving, cases: severe }, thriving, 'Health rose from 87 to 99: no support case is open.'],
    [
      'by a better answer',
      { ...thriving, answers: [nps('ana', 4)] },
      thriving,
      'Health rose from 90 to 99: the latest survey answers went from 40 of 100 to 100 of 100.',
    ],
    [
      'down, with something that went well',
      { ...thriving, answers: [nps('ana', 7)] },
      { ...thriving, cases: severe },
      'Health fell from 94 to 87: a severity 1 case is open. Against that, the latest survey answers went from 70 of 100 to 100 of 100.',
    ],
    [
      'by an answer that appeared',
      { ...thriving, answers: [] },
      { ...thriving, answers: [nps('ana', 0, 2)] },
      'Health fell from 99 to 84: Ana answered 0 of 10 2 days ago.',
    ],
    [
      'by an answer that counts no more',
      { ...thriving, usage: fewer, answers: [nps('ana', 10, 365)] },
      { ...thriving, usage: fewer, answers: [nps('ana', 10, 366)] },
      'Health fell from 93 to 92: nobody answered a survey in 365 days.',
    ],
    [
      'by a champion who left',
      thriving,
      {
        ...thriving,
        account: { ...thriving.account, contacts: [contact('bo', { committeeRole: 'economic-buyer' })] },
        departed: { ana: { name: 'Ana', role: 'champion', at: daysAgo(1) } },
      },
      'Health fell from 99 to 92: the champion Ana left 1 day ago, and there is no other.',
    ],
    [
      'by notice of leaving, which silences the rest of the commercial side',
      thriving,
      { ...thriving, notices: { ...thriving.notices, 'churn.notified': daysAgo(0) } },
      'Health fell from 99 to 84: they gave notice of leaving today.',
    ],
  ])('%s', (_, before, after, why) => {
    expect(moved(before, after)).toBe(why);
  });

  it('names other rules as the cause when nothing else changed', () => {
    const unhappy = { ...thriving, answers: [nps('ana', 0)] };
    const sentimental = healthRulesSchema.parse({ weights: { sentiment: 60 } });
    expect(moved(unhappy, unhappy, sentimental)).toBe(
      'Health fell from 84 to 58: what it is told from counts differently now.',
    );
  });

  it('reads the same from a health that was stored', () => {
    const before = JSON.parse(JSON.stringify(healthOf(thriving, NOW, rules))) as ReturnType<typeof healthOf>;
    expect(whyItMoved(before, healthOf({ ...thriving, cases: severe }, NOW, rules))).toBe(
      'Health fell from 99 to 87: a severity 1 case is open.',
    );
  });
});

describe('how health went on a day', () => {
  const health = (view: AccountView) => healthOf(view, NOW, rules);
  const [good, hit] = [health(thriving), health({ ...thriving, cases: severe })];
  const unpaid = health({ ...thriving, cases: severe, notices: { 'payment.failed': daysAgo(1) } });
  const day = { began: good, between: [96, 81], last: unpaid, since: '2026-02-20' };

  it('begins with what happened last, and then tells how it came from what it was before', () => {
    expect(howTheDayWent(day, hit)).toBe(
      'Health rose from 81 to 87: the last payment came in 15 days ago. Since 20 February 2026 it fell from 99, by way of 96 and 81: a severity 1 case is open.',
    );
  });

  it.each([
    ['nothing else happened', { ...day, between: [] }, /81 to 87: the last payment came in 15 days ago\.$/],
    ['only small things happened before', { ...day, between: [98, 97] }, /15 days ago\.$/],
    ['nothing was known before', { ...day, began: undefined }, /15 days ago\.$/],
    ['it is known for no earlier day', { ...day, since: NOW.slice(0, 10) }, / Over the day it fell from 99, by way of/],
    ['much happened', { ...day, between: [95, 94, 90, 81] }, / fell from 99, between 81 and 95: a severity 1 case/],
    [
      'it is back',
      { ...day, began: hit, between: [96, 81] },
      /15 days ago\. So it is back at 87, by way of 96 and 81\.$/,
    ],
  ])('when %s', (_, given, words) => {
    expect(howTheDayWent(given, hit)).toMatch(words);
  });
});

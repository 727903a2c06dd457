import fc from 'fast-check';
import type { AccountView } from '../account-view';
import { healthOf, healthRulesSchema, type Health } from '../health';
import { anyView, withWhatCameLater } from '../health/testing/any-view.fixture';
import { dayAgo, daysAgo, NOW, nps, seats, thriving } from '../health/testing/sample-view.fixture';
import { segmentRulesSchema, type SegmentRules } from './rules';
import { segmentOf, SEGMENTS, type DayScore, type Segment } from './segment';

const standard = segmentRulesSchema.parse({});
const health = (score: number | undefined): Health => ({
  ...healthOf(thriving, NOW, healthRulesSchema.parse({})),
  score,
});
const answer = (
  score: number | undefined,
  change: Partial<AccountView> = {},
  recent: readonly DayScore[] = [],
  rules: SegmentRules = standard,
) => segmentOf({ view: { ...ordinary, ...change }, health: health(score), recent, at: NOW, rules });

/** Nothing of note: 60 of 100 seats, no answer, no case. */
const ordinary: AccountView = { ...thriving, usage: { seats: [seats(60)] }, answers: [], cases: {}, notices: {} };
const nearLimit = { usage: { seats: [seats(50, 9), seats(90, 1)] } };
const promoted = { answers: [nps('ana', 9, 90)] };
const open = (severity: number) => ({ cases: { a: { severity, openedAt: daysAgo(1), reopened: 0 } } });
const championLeft = (age: number) => ({ departed: { eve: { name: 'Eve', role: 'champion', at: daysAgo(age) } } });

describe('the segment of a customer', () => {
  it.each<[string, Segment, string, ReturnType<typeof answer>]>([
    ['nothing of note', 'stable', 'Health is 74, and nothing puts the account into another segment.', answer(74)],
    ['health not known', 'stable', 'Too little is known to tell the health', answer(undefined)],

    ['health of 49', 'at-risk', 'Health is 49, below 50.', answer(49)],
    ['health of 50', 'stable', 'Health is 50', answer(50)],
    ['a fall of 20', 'at-risk', 'fell from 82 to 62 within 14 days', answer(62, {}, [{ day: dayAgo(14), score: 82 }])],
    ['a fall of 19', 'stable', 'Health is 63', answer(63, {}, [{ day: dayAgo(14), score: 82 }])],
    ['a fall over 15 days', 'stable', 'Health is 62', answer(62, {}, [{ day: dayAgo(15), score: 82 }])],
    ['a fall from a day to come', 'stable', 'Health is 62', answer(62, {}, [{ day: dayAgo(-1), score: 82 }])],
    ['a fall on the same day', 'at-risk', 'fell from 82', answer(62, {}, [{ day: dayAgo(0), score: 82 }])],
    ['a champion who left', 'at-risk', 'The champion Eve left 90 days ago.', answer(74, championLeft(90))],
    ['a champion who left long ago', 'stable', 'Health is 74', answer(74, championLeft(91))],
    [
      'somebody else who left',
      'stable',
      'Health is 74',
      answer(74, { departed: { eve: { name: 'Eve', role: 'blocker', at: daysAgo(1) } } }),
    ],
    [
      'a competitor evaluated',
      'at-risk',
      'evaluating a competitor 3 days ago',
      answer(74, { notices: { 'competitor.evaluated': daysAgo(3) } }),
    ],
    [
      'notice of leaving',
      'at-risk',
      'notice of leaving today',
      answer(90, { notices: { 'churn.notified': daysAgo(0) } }),
    ],
    ['notice of long ago', 'stable', 'Health is 74', answer(74, { notices: { 'churn.notified': daysAgo(91) } })],
    ['notice to come', 'stable', 'Health is 74', answer(74, { notices: { 'churn.notified': daysAgo(-1) } })],

    ['90 % of the seats', 'expansion-ready', 'They use 90 % of seats (90 of 100).', answer(70, nearLimit)],
    ['… with a health of 69', 'stable', 'Health is 69', answer(69, nearLimit)],
    ['… with an open severity 2 case', 'stable', 'Health is 74', answer(74, { ...nearLimit, ...open(2) })],
    [
      '… with an open severity 3 case',
      'expansion-ready',
      'No case of severity 1 to 2',
      answer(74, { ...nearLimit, ...open(3) }),
    ],
    ['89 % of the seats', 'stable', 'Health is 74', answer(74, { usage: { seats: [seats(89)] } })],
    ['90 % of the storage', 'expansion-ready', '95 % of storage', answer(74, { usage: { storage: [seats(95)] } })],
    [
      'seats near the limit before, not now',
      'stable',
      '74',
      answer(74, { usage: { seats: [seats(95, 9), seats(60)] } }),
    ],
    [
      'a new unit that asks for access',
      'expansion-ready',
      'A new unit asked for access 5 days ago.',
      answer(74, { notices: { 'unit.asked': daysAgo(5) } }),
    ],

    ['a promoter of 90 days ago', 'champion', 'Ana answered 9 of 10 90 days ago.', answer(80, promoted)],
    ['… with a health of 79', 'stable', 'Health is 79', answer(79, promoted)],
    ['… of 91 days ago', 'stable', 'Health is 90', answer(90, { answers: [nps('ana', 9, 91)] })],
    ['… with an open severity 1 case', 'stable', 'Health is 90', answer(90, { ...promoted, ...open(1) })],
    [
      '… whose latest answer is an 8',
      'stable',
      'Health is 90',
      answer(90, { answers: [nps('ana', 10, 9), nps('ana', 8)] }),
    ],
    ['a promoter without a name', 'stable', 'Health is 90', answer(90, { answers: [nps(undefined, 10)] })],
    ['a promoter nobody knows', 'stable', 'Health is 90', answer(90, { answers: [nps('zoe', 10)] })],
    [
      'a satisfied customer is no promoter',
      'stable',
      'Health is 90',
      answer(90, { answers: [{ kind: 'csat', score: 5, contactId: 'ana', at: daysAgo(1) }] }),
    ],
    [
      'a champion near a limit',
      'expansion-ready',
      'It also meets what a champion account has to.',
      answer(90, { ...nearLimit, ...promoted }),
    ],
    [
      'a champion that gave notice',
      'at-risk',
      'notice',
      answer(95, { ...promoted, notices: { 'churn.notified': NOW } }),
    ],
  ])('%s: %s', (_, segment, because, given) => {
    expect(given.segment).toBe(segment);
    expect(given.because.join(' ')).toContain(because);
  });

  it('follows thresholds that ops changed', () => {
    const rules = segmentRulesSchema.parse({ atRisk: { healthBelow: 60, churnNoticeDays: 10 }, champion: { nps: 10 } });
    expect(answer(59, {}, [], rules).segment).toBe('at-risk');
    expect(answer(74, { notices: { 'churn.notified': daysAgo(11) } }, [], rules).segment).toBe('stable');
    expect(answer(90, promoted, [], rules).segment).toBe('stable');
  });
});

describe('whatever is known of a customer', () => {
  const anyRecent = fc.array(fc.record({ day: fc.integer({ min: -5, max: 30 }).map(dayAgo), score: fc.nat(100) }));

  it('at-risk wins over every other segment', () => {
    const risks: [string, (view: AccountView) => Partial<AccountView>, number?, DayScore[]?][] = [
      ['low health', () => ({}), 49],
      ['a fall', () => ({}), 80, [{ day: dayAgo(3), score: 100 }]],
      ['champion departed', ({ departed }) => ({ departed: { ...departed, ...championLeft(5).departed } })],
      ['competitor', ({ notices }) => ({ notices: { ...notices, 'competitor.evaluated': daysAgo(90) } })],
      ['churn notice', ({ notices }) => ({ notices: { ...notices, 'churn.notified': daysAgo(90) } })],
    ];
    const present = anyView.filter(({ account }) => account.contacts.every(({ id }) => id !== 'eve'));
    fc.assert(
      fc.property(
        fc.constantFrom(present, fc.constant({ ...thriving, ...nearLimit })).chain((views) => views),
        fc.constantFrom(...risks),
        fc.nat(100),
        anyRecent,
        (view, [, risk, score, fall = []], any, recent) => {
          const question = { view: { ...view, ...risk(view) }, health: health(score ?? any), at: NOW, rules: standard };
          const { segment, because } = segmentOf({ ...question, recent: [...recent, ...fall] });
          expect(segment).toBe('at-risk');
          expect(because.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('there is always one segment with a reason in whole sentences, and what comes later does not change it', () => {
    const question = anyView.chain((view) => fc.tuple(fc.constant(view), withWhatCameLater(view)));
    fc.assert(
      fc.property(question, fc.option(fc.nat(100), { nil: undefined }), anyRecent, ([view, later], score, recent) => {
        const told = segmentOf({ view, health: health(score), recent, at: NOW, rules: standard });
        expect(SEGMENTS).toContain(told.segment);
        expect(told.because.length).toBeGreaterThan(0);
        for (const sentence of told.because) expect(sentence).toMatch(/^[A-Z](?!.*(undefined|NaN|Infinity)).*\.$/);
        const shuffled = recent.toReversed();
        expect(segmentOf({ view: later, health: health(score), recent: shuffled, at: NOW, rules: standard })).toEqual(
          told,
        );
      }),
      { numRuns: 200 },
    );
  });
});

import fc from 'fast-check';
import { cases } from '../cases.fixture';
import { HEALTH_COMPONENTS, healthOf } from './health';
import { healthRulesSchema, type HealthRules } from './rules';
import { anyTime, anyView, withWhatCameLater } from './testing/any-view.fixture';
import { dayAgo, NOW } from './testing/sample-view.fixture';
import { whyItMoved } from './why-it-moved';

const standard = healthRulesSchema.parse({});
const anyRules: fc.Arbitrary<HealthRules> = fc
  .record({
    weights: fc.record({
      product: fc.integer({ min: 1, max: 50 }),
      support: fc.nat(50),
      sentiment: fc.nat(50),
      relationship: fc.nat(50),
      commercial: fc.nat(50),
    }),
    support: fc.record({
      weights: fc.record({ open: fc.integer({ min: 1, max: 3 }), reopened: fc.nat(3), timeToResolve: fc.nat(3) }),
      openCosts: fc.record({ severity2: fc.nat(100), severity3: fc.nat(100), severity4: fc.nat(100) }),
    }),
    relationship: fc.record({ coverageOf: fc.constantFrom('filled' as const, 'all' as const) }),
  })
  .map((rules) => healthRulesSchema.parse(rules));
const score = (view: Parameters<typeof healthOf>[0], rules: HealthRules) => healthOf(view, NOW, rules).score ?? -1;
const many = { numRuns: cases(200) };

describe('whatever is known of an account', () => {
  it('the score lies within 0 and 100, the confidence within 0 and 1, and both go together', () => {
    fc.assert(
      fc.property(anyView, anyRules, anyTime(-500, 500), (view, rules, at) => {
        const { score, confidence, components } = healthOf(view, at, rules);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        for (const each of [score, ...Object.values(components).map((component) => component.score)]) {
          if (each === undefined) continue;
          expect(each).toBeGreaterThanOrEqual(0);
          expect(each).toBeLessThanOrEqual(100);
        }
        if (score === undefined) expect(confidence).toBe(0);
        else expect(Number.isInteger(score)).toBe(true);
      }),
      many,
    );
  });

  it('the same is answered to the same question, also from a store that keeps no order of keys', () => {
    fc.assert(
      fc.property(anyView, anyRules, (view, rules) => {
        const stored = JSON.parse(JSON.stringify(view), (_, value: unknown) =>
          value && typeof value === 'object' && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        ) as typeof view;
        expect(healthOf(stored, NOW, rules)).toEqual(healthOf(view, NOW, rules));
      }),
      many,
    );
  });

  it('what happened only later does not count', () => {
    const before = anyView.chain((view) => fc.tuple(fc.constant(view), withWhatCameLater(view)));
    fc.assert(
      fc.property(before, anyRules, ([view, later], rules) => {
        expect(healthOf(later, NOW, rules)).toEqual(healthOf(view, NOW, rules));
      }),
      many,
    );
  });

  it('a new severity 1 case never raises the score', () => {
    fc.assert(
      fc.property(anyView, anyRules, anyTime(), (view, rules, openedAt) => {
        const worse = { ...view, cases: { ...view.cases, new: { severity: 1, openedAt, reopened: 0 } } };
        expect(score(worse, rules)).toBeLessThanOrEqual(healthOf(view, NOW, rules).score ?? Infinity);
      }),
      many,
    );
  });

  it('a better survey answer never lowers it', () => {
    fc.assert(
      fc.property(anyView, anyRules, fc.nat(4), fc.nat(5), (view, rules, which, by) => {
        const answers = view.answers.map((answer, index) =>
          index === which ? { ...answer, score: Math.min(answer.kind === 'nps' ? 10 : 5, answer.score + by) } : answer,
        );
        expect(score({ ...view, answers }, rules)).toBeGreaterThanOrEqual(score(view, rules));
      }),
      many,
    );
  });

  it('what somebody answered counts the same after they left', () => {
    fc.assert(
      fc.property(anyView, anyRules, fc.nat(), (view, rules, which) => {
        const leaver = view.account.contacts[which % Math.max(1, view.account.contacts.length)];
        fc.pre(leaver !== undefined);
        const contacts = view.account.contacts.filter((each) => each !== leaver);
        const departed = { ...view.departed, [leaver.id]: { name: leaver.name, at: NOW } };
        const left = { ...view, account: { ...view.account, contacts }, departed };
        const sentiment = (of: typeof view) => healthOf(of, NOW, rules).components.sentiment;
        expect(sentiment(left).score).toBe(sentiment(view).score);
        expect(sentiment(left).confidence).toBe(sentiment(view).confidence);
      }),
      many,
    );
  });

  it('more seats in use, up to the licence, never lower it', () => {
    fc.assert(
      fc.property(anyView, anyRules, anyTime(), fc.nat(100), fc.nat(100), (view, rules, at, one, other) => {
        const using = (used: number) => ({ ...view, usage: { ...view.usage, seats: [{ at, used, allowed: 100 }] } });
        const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
        expect(score(using(more), rules)).toBeGreaterThanOrEqual(score(using(fewer), rules));
      }),
      many,
    );
  });

  it.each(HEALTH_COMPONENTS)('%s does not count with the weight 0', (name) => {
    fc.assert(
      fc.property(anyView, anyView, (view, other) => {
        const rules = { ...standard, weights: { ...standard.weights, [name]: 0 } };
        const { score, confidence, components } = healthOf(view, NOW, rules);
        const others = HEALTH_COMPONENTS.filter((each) => each !== name).map((each) => components[each]);
        const told = others.filter((each) => each.score !== undefined);
        const weight = told.reduce((sum, each) => sum + each.weight, 0);
        const mean = told.reduce((sum, each) => sum + each.weight * (each.score ?? 0), 0) / weight;
        expect(score).toBe(told.length > 0 ? Math.round(mean) : undefined);
        if (told.length === 0) expect(confidence).toBe(0);
        expect(whyItMoved(healthOf(other, NOW, rules), healthOf(view, NOW, rules))).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });

  it('why it moved is told in one or two whole sentences, after a day as after a year', () => {
    fc.assert(
      fc.property(anyView, anyView, fc.constantFrom(1, 30, 365), (view, other, days) => {
        for (const before of [
          healthOf(view, `${dayAgo(days)}T00:00:00.000Z`, standard),
          healthOf(other, NOW, standard),
        ]) {
          const why = whyItMoved(before, healthOf(view, NOW, standard));
          expect(why).toMatch(
            /^(Health (is|was|stays|rose|fell)|Too little) [^.]*(\.\d[^.]*)*\.( Against that, [^.]*(\.\d[^.]*)*\.)?$/,
          );
          expect(why).not.toMatch(/undefined|NaN|Infinity/);
        }
      }),
      many,
    );
  });
});

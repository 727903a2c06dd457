import { daysAgo, NOW, thriving } from './health/testing/sample-view.fixture';
import { houseRulesSchema } from './house-rules';
import { casesAsEvidence, recoveryAsEvidence, standingAsEvidence, type Standing } from './standing';
import { standingOf } from './standing-of';

const rules = houseRulesSchema.parse({});
const course = { scores: [], alarms: {}, recovery: { wellSince: daysAgo(6) }, facts: {}, firings: {} };
const severe = { severity: 1, subject: 'Route import fails', openedAt: daysAgo(2), reopened: 0 };
const view = { ...thriving, cases: { ...thriving.cases, open: { ...severe, severity: 3 }, worse: severe } };
const standing = standingOf({ view, course }, NOW, rules);
const unknown = standingOf(undefined, NOW, rules);

describe('how an account stands', () => {
  it('is told by health, open cases with the worst first, and who was last in touch with us', () => {
    expect(standing).toMatchObject({
      ...{ at: NOW, wellSince: daysAgo(6), recovered: { health: 70, days: 14 } },
      lastContact: { at: daysAgo(5), name: 'Ana', met: false },
      reachedOn: { ana: daysAgo(5), bo: daysAgo(12) },
    });
    expect(standing.openCases!.map(({ severity }) => severity)).toEqual([1, 3]);
    expect(standing.health).toBeGreaterThan(50);
  });

  it('says nothing of what lies ahead, or of who has left', () => {
    const later = { ...view, engagement: { ana: daysAgo(-1), gone: daysAgo(1) }, meetings: [] };
    expect(standingOf({ view: later, course }, NOW, rules).reachedOn).toEqual({});
  });

  it('is told by what ops say recovery takes', () => {
    const own = houseRulesSchema.parse({ triggers: { health: { recoveredAt: 80, recoveredDays: 7 } } });
    expect(recoveryAsEvidence(standingOf(undefined, NOW, own)).value).toBe(
      'Not known at present. It takes 80 or more for 7 days.',
    );
  });
});

describe('in words', () => {
  const known: Standing = { ...standing, health: 72 };

  it('says what is known, and nothing of what is not', () => {
    expect(standingAsEvidence(known)).toEqual([
      { label: 'Health', value: '72 of 100' },
      {
        label: 'Open cases',
        value:
          'severity 1 since 28 February 2026 (“Route import fails”); severity 3 since 28 February 2026 (“Route import fails”)',
      },
      { label: 'Last contact', value: 'Ana, who engaged with us on 25 February 2026' },
    ]);
    expect(standingAsEvidence(unknown)).toEqual([]);
    expect(casesAsEvidence({ openCases: [] })).toEqual([{ label: 'Open cases', value: 'None is known.' }]);
    const many = Array.from({ length: 5 }, () => ({ severity: 4, openedAt: NOW }));
    expect(casesAsEvidence({ openCases: many })[0]!.value).toMatch(/; 2 more$/);
  });

  it.each([
    ['below', { health: 64 }, '64 of 100. It takes 70 or more for 14 days.'],
    ['good for six days', {}, '72 of 100, 70 or more since 24 February 2026: 6 of 14 days.'],
    ['good for longer', { wellSince: daysAgo(40) }, '72 of 100, 70 or more since 21 January 2026: 14 of 14 days.'],
    ['just now', { wellSince: NOW }, '72 of 100, 70 or more since 2 March 2026: 0 of 14 days.'],
  ])('says how far they are from having recovered: %s', (_what, change, value) => {
    expect(recoveryAsEvidence({ ...known, ...change })).toEqual({ label: 'Health', value });
  });
});

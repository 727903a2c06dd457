import { z } from 'zod';
import { fold, triggerRulesSchema } from '.';
import { DEFAULT_RULES } from './default-rules';
import { customer, noon, rulesWith, seen } from './history.fixture';

const own = { id: 'mine', title: 'Mine', start: 'pulse', when: { segment: 'champion' }, rearm: '30 days' };

/** The first complaint as `path: message`. */
function complaint(rules: unknown): string {
  const { error } = triggerRulesSchema.safeParse(rules);
  const issue = error?.issues[0];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'none';
}

describe('the section of the house rules', () => {
  it('may be empty, and reads back what it gives', () => {
    const standard = triggerRulesSchema.parse({});
    expect(standard.rules).toEqual(DEFAULT_RULES);
    expect(triggerRulesSchema.parse(undefined)).toEqual(standard);
    expect(triggerRulesSchema.parse(JSON.parse(JSON.stringify(standard)))).toEqual(standard);
  });

  it('adds rules, replaces a standard one of the same id, and switches one off', () => {
    const changed = triggerRulesSchema.parse({ rules: [own, { ...own, id: 'pulse' }], switchedOff: ['renewal'] });
    expect(changed.rules).toHaveLength(DEFAULT_RULES.length + 1);
    expect(changed.rules.find(({ id }) => id === 'pulse')?.title).toBe('Mine');
    const contract = seen('2026-01-02', 'contract.changed', { renewalOn: '2026-12-31' });
    const { requests } = fold(
      'acme',
      [...customer, contract],
      noon('2027-01-01'),
      rulesWith({ switchedOff: ['renewal'] }),
    );
    expect(requests.filter(({ play }) => play === 'renewal')).toEqual([]);
  });

  it('would accept each of the standard rules from a file, too', () => {
    for (const rule of DEFAULT_RULES) expect(complaint({ rules: [rule] })).toBe('none');
  });

  it.each([
    [{ usage: { from: 0.8 } }, 'usage.rearmBelow: no more than "from"'],
    [{ health: { rearmAt: 40 } }, 'health.rearmAt: no less than "criticalBelow"'],
    [{ actWithin: 'a week' }, 'actWithin: a length of time such as "14 days", "6 hours" or "30 minutes"'],
    [{ actWithin: '-7 days' }, 'actWithin: more than nothing, such as "14 days"'],
    [
      { switchedOff: ['expnsion'] },
      expect.stringContaining('switchedOff.0: the id of a rule: retention-save, expansion'),
    ],
    [{ rules: [own, own] }, `rules.1.id: an id of its own: "mine" is another rule's`],
    [
      { rules: [{ ...own, when: undefined }] },
      expect.stringContaining('rules.0.when: a condition: one of fact, segment'),
    ],
    [{ rules: [{ ...own, when: {} }] }, expect.stringContaining('such as { "fact": "deal.won", "within": "7 days" }')],
    [
      { rules: [{ ...own, when: { all: [{ stage: 'customer' }, { fact: 'deal.one', within: '7 days' }] } }] },
      expect.stringMatching(/^rules\.0\.when\.all\.1\.fact: .*"deal\.won"/),
    ],
    [
      { rules: [{ ...own, when: { not: { fact: 'deal.won', within: '3 years' } } }] },
      expect.stringContaining('rules.0.when.not.within: a length of time'),
    ],
    [
      { rules: [{ ...own, when: { fact: 'deal.won', within: '500 days' } }] },
      'rules.0.when.within: 400 days at most: facts are forgotten then',
    ],
    [{ rules: [{ ...own, when: { segment: 'happy' } }] }, expect.stringContaining('at-risk, expansion-ready')],
    [{ rules: [{ ...own, when: { health: {} } }] }, 'rules.0.when.health: atLeast, below or both'],
    [
      { rules: [{ ...own, input: { deal: { fact: 'deal.won', take: 'entity' } } }] },
      'rules.0.input.deal.fact: a fact that "when" asks for: it asks for none',
    ],
    [{ rules: [{ ...own, rearm: 'sometimes' }] }, 'rules.0.rearm: a length of time such as "90 days", or "never"'],
    [{ rules: [{ ...own, strat: 'pulse' }] }, 'rules.0: Unrecognized key: "strat"'],
  ])('says what is wrong with %j', (rules, expected) => {
    expect(complaint(rules)).toEqual(expected);
  });

  it('refuses a list of conditions that is empty', () => {
    expect(() => triggerRulesSchema.parse({ rules: [{ ...own, when: { any: [] } }] })).toThrow(z.ZodError);
  });
});

describe('conditions', () => {
  const starts = (
    when: unknown,
    more: object = {},
    observed = [seen('2026-02-03', 'survey.answered', { kind: 'nps', score: 9 })],
  ) =>
    fold(
      'acme',
      [...customer, ...observed],
      noon('2026-02-05'),
      rulesWith({ rules: [{ ...own, when, ...more }] }),
    ).requests.filter(({ rule }) => rule === 'mine').length;
  const answered = { fact: 'survey.answered', within: '2 days' };

  it.each([
    [{ ...answered, where: { 'data.kind': 'nps', 'data.score': { atLeast: 9 } } }, 1],
    [{ ...answered, where: { 'data.score': { below: 9 } } }, 0],
    [{ ...answered, where: { 'data.constructor': 'nps' } }, 0],
    [{ all: [answered, { stage: 'customer' }] }, 1],
    [{ all: [answered, { stage: 'prospect' }] }, 0],
    [{ any: [{ stage: 'prospect' }, answered] }, 1],
    [{ all: [answered, { not: { openCase: { severityAtMost: 2 } } }] }, 1],
    [{ all: [answered, { daysToRenewal: { atMost: 1000, atLeast: 600 } }] }, 1],
    [{ all: [answered, { daysToRenewal: { atMost: 90 } }] }, 0],
    [{ all: [answered, { health: { atLeast: 0 } }] }, 1],
    [{ all: [answered, { health: { below: 1 } }] }, 0],
  ])('%j', (when, times) => {
    expect(starts(when)).toBe(times);
  });

  it('act once on a fact, and again on a new one after their rest', () => {
    const answers = ['2026-02-01', '2026-02-02', '2026-02-04'].map((day) =>
      seen(day, 'survey.answered', { kind: 'nps', score: 9 }),
    );
    expect(starts(answered, { rearm: '1 hour' }, answers)).toBe(3);
    expect(starts(answered, { rearm: '2 days' }, answers)).toBe(2);
    expect(starts(answered, { rearm: 'never' }, answers)).toBe(1);
  });

  it('that ask for no fact are met again after their rest', () => {
    expect(starts({ stage: 'customer' }, { rearm: '20 days' })).toBe(2);
  });

  it('do not start a play whose input the facts do not tell', () => {
    const given = (optional: boolean) => ({ input: { who: { fact: 'survey.answered', take: 'contactId', optional } } });
    expect(starts(answered, given(false))).toBe(0);
    expect(starts(answered, given(true))).toBe(1);
  });

  it('know that a thing did not happen', () => {
    const quiet = { all: [answered, { not: { fact: 'deal.won', within: '30 days' } }] };
    const won = seen('2026-01-20', 'deal.won', { deal: 'd1' });
    const answer = seen('2026-02-03', 'survey.answered', { kind: 'nps', score: 9 });
    expect([starts(quiet), starts(quiet, {}, [won, answer])]).toEqual([1, 0]);
  });
});

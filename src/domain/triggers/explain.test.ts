import type { Observed } from '../observations';
import { explain, fold, type RuleExplanation } from '.';
import { customer, joined, noon, rulesWith, seats, seen } from './history.fixture';

function explained(
  observations: readonly Observed[],
  day: string,
  rule = 'expansion',
  rules = rulesWith(),
): RuleExplanation {
  const { state } = fold('acme', [...customer, ...observations], noon(day), rules);
  return explain(state, rules, noon(day)).find((each) => each.rule === rule)!;
}

const says = ({ conditions }: RuleExplanation): string[] => conditions.map((each) => each.says);
const leader = joined('2026-03-04', 'olivia', 'VP of Operations', '2026-02-20');

describe('a rule explained', () => {
  it('says condition by condition what is met and what is missing', () => {
    const rule = explained([seats('2026-03-02', 94)], '2026-03-05');
    expect(rule.status).toBe('missing');
    expect(rule.summary).toBe('Missing: no leader joined in the last 120 days.');
    expect(says(rule)).toEqual([
      'The account is a customer: met',
      'Usage of seats reached 94 % (94 of 100) on 2 March 2026: met',
      'No leader joined in the last 120 days',
      'One of these',
      'No case of severity 1 or 2 is open',
      expect.stringMatching(/^The segment is [a-z-]+, not at-risk$/),
    ]);
    expect(rule.conditions.map(({ depth }) => depth)).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it('says what holds it back', () => {
    const opened = seen('2026-03-01', 'support.opened', { case: 'a', severity: 2 });
    const rule = explained([opened, seats('2026-03-02', 94), leader], '2026-03-05');
    expect(rule.status).toBe('held');
    expect(rule.summary).toMatch(/^Held back: the case a of severity 2 is open since 1 March 2026/);
    expect(says(rule)).toContain('The case a of severity 2 is open since 1 March 2026: holds it back');
  });

  it('says when it would fire again, and what it takes after that', () => {
    const all = [seats('2026-03-02', 94), leader];
    expect(explained(all, '2026-03-05')).toMatchObject({
      status: 'resting',
      summary: 'It fired on 4 March 2026 and would fire again after 2 June 2026.',
      lastFired: noon('2026-03-04'),
      againAfter: noon('2026-06-02'),
    });
    const mine = {
      id: 'mine',
      title: 'Mine',
      start: 'pulse',
      when: { fact: 'deal.won', within: '90 days' },
      rearm: '1 day',
    };
    const rules = rulesWith({ rules: [mine] });
    const won = seen('2026-02-01', 'deal.won', { deal: 'd1' });
    expect(explained([won], '2026-02-10', 'mine', rules).summary).toBe(
      'It fired on 1 February 2026 on the same facts; it takes a new one.',
    );
  });

  it('says why it is not evaluated', () => {
    expect(explained([], '2026-02-01', 'pulse', rulesWith({}, ['expansion']))).toMatchObject({
      status: 'inactive',
      summary: 'There is no play called pulse.',
    });
    expect(explained([], '2026-02-01', 'pulse', rulesWith({ switchedOff: ['pulse'] })).summary).toBe(
      'It is switched off.',
    );
  });

  it('names what the facts do not tell the play', () => {
    const mine = {
      ...{
        id: 'mine',
        title: 'Mine',
        start: 'pulse',
        when: { fact: 'intent.surged', within: '9 days' },
        rearm: '1 day',
      },
      input: { topic: { fact: 'intent.surged', take: 'entity' } },
    };
    const surged = seen('2026-02-01', 'intent.surged', {});
    expect(explained([surged], '2026-02-02', 'mine', rulesWith({ rules: [mine] })).summary).toBe(
      'The facts do not tell what the play needs: topic.',
    );
  });

  it('is ready exactly when it fires at the next occasion', () => {
    // Explained for an account whose rules were switched off while it was folded, so that nothing has fired yet.
    const off = rulesWith({}, []);
    const { state } = fold('acme', [...customer, seats('2026-03-02', 94), leader], noon('2026-03-05'), off);
    const rule = explain(state, rulesWith(), noon('2026-03-05')).find((each) => each.rule === 'expansion');
    expect(rule).toMatchObject({ status: 'ready' });
    expect(rule?.summary).toContain('Olivia Park, VP of Operations, joined on 20 February 2026.');
  });
});

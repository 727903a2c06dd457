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

const told = ({ conditions }: RuleExplanation): string[] =>
  conditions.map(({ met, needed, seen }) => `${met ? 'yes' : 'no'} | ${needed} | ${seen}`);
const leader = joined('2026-03-04', 'olivia', 'VP of Operations', '2026-02-20');

describe('a rule explained', () => {
  it('says condition by condition what is met and what is missing', () => {
    const rule = explained([seats('2026-03-02', 94)], '2026-03-05');
    expect(rule.status).toBe('missing');
    expect(rule.summary).toBe(
      'Still needed: a leader joined in the last 120 days (a rank of vp or above, and to have joined in the last 120 days).',
    );
    expect(told(rule)).toEqual([
      'yes | the account is a customer | The account is a customer',
      'yes | use came near a limit of the plan in the last 30 days (90 %, again only after less than 85 %) | Usage of seats reached 94 % (94 of 100) on 2 March 2026',
      'no | a leader joined in the last 120 days (a rank of vp or above, and to have joined in the last 120 days) | nothing of the kind',
      'no | one of these | ',
      'no | a case of severity 1 or 2 is open | No case of severity 1 or 2 is open',
      expect.stringMatching(
        /^no \| the segment is at-risk \(health below 50, a fall of 20 .*\) \| The segment is [a-z-]+, not at-risk \(health \d+\)$/,
      ),
    ]);
    expect(rule.conditions.map(({ depth }) => depth)).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it('says of each condition what is measured now and what it takes', () => {
    const condition = (rule: string, words: RegExp, observations: readonly Observed[] = []) =>
      told(explained(observations, '2026-03-05', rule)).find((each) => words.test(each));
    expect(condition('expansion', /use came/, [seats('2026-03-02', 71), seats('2026-03-04', 86)])).toBe(
      'no | use came near a limit of the plan in the last 30 days (90 %, again only after less than 85 %) | seats 86 %',
    );
    expect(condition('expansion', /use came/)).toMatch(/ \| no use is measured$/);
    expect(condition('retention-save', /health became/)).toMatch(
      /^no \| health became critical in the last 7 days \(below 50, again only after 55 or more\) \| health \d+$/,
    );
    expect(condition('pulse', /adoption/, [seen('2026-02-28', 'product.used', {})])).toBe(
      'no | adoption stalled in the last 7 days (21 days, or less than 40 % of the seats active 45 days after a deal) | 5 days without use',
    );
    expect(condition('renewal', /the renewal/)).toMatch(/\(120, 90, 60 or 30 days\) \| 666 days before it$/);
    const deal = seen('2026-02-23', 'deal.moved', { deal: 'd1', stage: 'proposal' });
    expect(condition('pipeline-acceleration', /opportunity/, [deal])).toMatch(/\(21 days\) \| 10 days in one stage$/);
    const left = seen('2026-01-20', 'competitor.evaluated', {});
    expect(condition('retention-save', /competitor/, [left])).toBe(
      'no | they were seen evaluating a competitor in the last 7 days | last on 20 January 2026',
    );
  });

  it('says of a rule of its own, with conditions inside others, what each is measured by', () => {
    const mine = {
      ...{ id: 'mine', title: 'Mine', start: 'pulse', rearm: '1 day' },
      when: {
        all: [
          { not: { any: [{ segment: 'champion' }, { daysToRenewal: { atMost: 60 } }] } },
          { daysToRenewal: { atMost: 900 } },
          { fact: 'opportunity.stalled', within: '9 days' },
        ],
      },
    };
    const rule = explained([], '2026-03-05', 'mine', rulesWith({ rules: [mine] }));
    expect(rule.conditions.map(({ depth, needed, seen }) => `${depth} ${needed} | ${seen}`)).toEqual([
      '0 none of these | ',
      expect.stringMatching(
        /^1 the segment is champion \(health 80 and an NPS of 9\) \| The segment is .*, not champion/,
      ),
      expect.stringMatching(/^1 the renewal is at most 60 days away \| The renewal on .* away, not at most 60 days$/),
      expect.stringMatching(/^0 the renewal is at most 900 days away \| The renewal on .* away$/),
      '0 an opportunity stood still in the last 9 days (21 days) | no deal is open',
    ]);
    expect(rule.summary).toBe('Still needed: an opportunity stood still in the last 9 days (21 days).');
  });

  it('says of which any would do', () => {
    expect(explained([], '2026-03-05', 'account-nurture').summary).toBe(
      'Still needed: the account is a target or the account is a prospect; their intent surged in the last 14 days.',
    );
  });

  it('says what holds it back', () => {
    const opened = seen('2026-03-01', 'support.opened', { case: 'a', severity: 2 });
    const rule = explained([opened, seats('2026-03-02', 94), leader], '2026-03-05');
    expect(rule.status).toBe('held');
    expect(rule.summary).toMatch(/^Blocked by: the case a of severity 2 is open since 1 March 2026/);
    expect(told(rule)).toContain(
      'yes | a case of severity 1 or 2 is open | The case a of severity 2 is open since 1 March 2026',
    );
  });

  it('says when it would fire again, and what it takes after that', () => {
    const all = [seats('2026-03-02', 94), leader];
    expect(explained(all, '2026-03-05')).toMatchObject({
      status: 'resting',
      summary: 'This rule asked for the play on 4 March 2026 and may ask again after 2 June 2026.',
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
      'This rule asked for the play on 1 February 2026 because of the same facts; it takes a new one.',
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

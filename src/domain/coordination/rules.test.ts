import { z } from 'zod';
import { defineContract } from '../play-contract';
import { playFacts } from './requests';
import { coordinationRulesSchema } from './rules';

describe('the rules between plays', () => {
  it('have the defaults of the playbook', () => {
    expect(coordinationRulesSchema.parse({})).toMatchObject({
      caps: { contact: { max: 2, days: 7 }, account: { max: 5, days: 7 } },
      quietHours: { from: 18, until: 8, weekends: true, holidays: true },
      holdOut: {},
      queue: { days: 30 },
      longestChain: 5,
    });
  });

  it('are changed key by key', () => {
    const rules = coordinationRulesSchema.parse({ caps: { account: { max: 9 } } });
    expect(rules.caps).toEqual({ contact: { max: 2, days: 7 }, account: { max: 9, days: 7 } });
  });

  it.each([
    [{ cap: {} }, /Unrecognized key/],
    [{ holdOut: { expansion: 5 } }, /<=1/],
    [{ caps: { contact: { max: 0 } } }, />=1/],
    [{ quietHours: { from: 0, until: 24 } }, /until/],
    [{ quietHours: { from: 12, until: 12 } }, /in between people may be written to/],
    [{ rest: [{ after: 'retention-save', group: 'sales', days: 60 }] }, /commercial/],
  ])('refuse %j', (rules, message) => {
    expect(() => coordinationRulesSchema.parse(rules)).toThrow(message);
  });

  it('need of a contract only plain facts', () => {
    const contract = defineContract({
      ...{ name: 'pulse', version: 1, title: 'Pulse', stage: 'retention', goal: 'One answer.', audience: 'customers' },
      ...{
        roles: ['csm'],
        input: z.object({}),
        key: () => '1',
        outcomes: {},
        exclusiveGroup: 'retention',
        priority: 40,
      },
      ...{ reentry: { rule: 'never' }, startedBy: [], listensTo: [], exits: {}, phases: [] },
    });
    const facts = playFacts(contract);
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    expect(facts).toMatchObject({ name: 'pulse', exclusiveGroup: 'retention', priority: 40 });
  });
});

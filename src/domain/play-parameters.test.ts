import fc from 'fast-check';
import { z } from 'zod';
import type { TIERS } from './account';
import { defineContract, type PlayContract } from './play-contract';
import { parameterProblems, parametersOf, parametersSet, playParameterRulesSchema } from './play-parameters';
import type { SEGMENTS } from './trajectory';

const contract = defineContract({
  name: 'tea',
  version: 1,
  title: 'Tea',
  stage: 'retention',
  goal: 'They have had tea.',
  audience: 'everybody',
  roles: ['csm'],
  input: z.strictObject({}),
  parameters: z.strictObject({
    cups: z.number().int().min(1).max(9).default(2).meta({ title: 'cups for each of them' }),
    milk: z.boolean().default(false).meta({ title: 'whether there is milk' }),
  }),
  key: () => 'tea',
  outcomes: { had: { kind: 'goal', meaning: 'they had tea' } },
  exclusiveGroup: 'retention',
  priority: 1,
  reentry: { rule: 'never' },
  startedBy: [],
  listensTo: [],
  exits: {},
  phases: [],
});
const plays: Record<string, PlayContract> = { tea: contract };
const large = { tier: 'one-to-one', segment: 'champion' } as const;
const rulesOf = (...tea: object[]) => playParameterRulesSchema.parse({ tea });
const messages = (...tea: object[]) =>
  parameterProblems(rulesOf(...tea), plays).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('what is set for an account', () => {
  it('is nothing without rules, and the play has its defaults', () => {
    expect(parametersSet({}, 'tea', large)).toEqual({});
    expect(parametersOf(contract, {})).toEqual({ cups: 2, milk: false });
  });

  it('is what the last rule says that fits its tier and segment', () => {
    const rules = rulesOf(
      { set: { cups: 3, milk: true } },
      { tiers: ['one-to-one', 'one-to-few'], set: { cups: 4 } },
      { tiers: ['one-to-one'], segments: ['at-risk'], set: { cups: 5 } },
    );
    const cups = (tier: (typeof TIERS)[number], segment?: (typeof SEGMENTS)[number]) =>
      parametersSet(rules, 'tea', { tier, segment });
    expect(cups('one-to-many')).toEqual({ cups: 3, milk: true });
    expect(cups('one-to-few', 'at-risk')).toEqual({ cups: 4, milk: true });
    expect(cups('one-to-one', 'at-risk')).toEqual({ cups: 5, milk: true });
    expect(cups('one-to-one')).toEqual({ cups: 4, milk: true });
  });

  it('is nobody’s but the play’s', () => {
    expect(parametersSet(rulesOf({ set: { cups: 3 } }), 'toString', large)).toEqual({});
  });
});

describe('a run', () => {
  it('goes on with defaults for what its play does not know or allow any more', () => {
    expect(parametersOf(contract, { cups: 12, milk: true, sugar: 3, constructor: 1 })).toEqual({ cups: 2, milk: true });
  });

  it('begins with usable parameters whatever is set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.constantFrom('cups', 'milk'), fc.string()), fc.anything()), (set) => {
        const { cups, milk } = parametersOf(contract, set);
        expect(cups >= 1 && cups <= 9 && typeof milk === 'boolean').toBe(true);
      }),
    );
  });
});

describe('rules that no play can use', () => {
  it('are named, with what can be set', () => {
    expect(parameterProblems(playParameterRulesSchema.parse({ coffee: [] }), plays)).toEqual([
      { path: ['parameters', 'coffee'], message: 'no play "coffee"; the plays are tea' },
    ]);
    expect(messages({ set: { cups: 3 } }, { set: { sugar: 1, cups: 0 } })).toEqual([
      'parameters.tea.1.set.sugar: no parameter "sugar"; tea has cups, milk',
      'parameters.tea.1.set.cups: Too small: expected number to be >=1',
    ]);
  });

  it('are those of which a run would take something else than what they say', () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.boolean(), fc.string());
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('cups', 'milk', 'sugar'), value), (set) => {
        const taken = parametersOf(contract, set) as Record<string, unknown>;
        const isTaken = Object.entries(set).every(([name, wanted]) => taken[name] === wanted);
        expect(messages({ set }).length === 0).toBe(isTaken);
      }),
    );
  });
});

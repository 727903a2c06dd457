import { expansionContract } from './contract';

const input = { limit: 'seats', used: 94, allowed: 100, leader: 'olivia-grant' };

it('names an occasion by limit and leader, in whatever script they are written', () => {
  expect(expansionContract.key(input)).toBe('seats-olivia-grant');
  const others = ['席', '座席', 'места', 'сиденья'].map((limit) => expansionContract.key({ ...input, limit }));
  expect(new Set(others).size).toBe(4);
});

it.each([{ used: 1e300 }, { allowed: 1e-300 }, { allowed: 0 }, { used: -1 }, { used: Infinity }])(
  'takes no numbers that no text could show: %j',
  (wrong) => {
    expect(expansionContract.input.safeParse({ ...input, ...wrong }).success).toBe(false);
  },
);

it('takes a limit of half a terabyte and one of a billion calls', () => {
  for (const right of [{ allowed: 0.5 }, { used: 9e8, allowed: 1e9 }])
    expect(expansionContract.input.safeParse({ ...input, ...right }).success).toBe(true);
});

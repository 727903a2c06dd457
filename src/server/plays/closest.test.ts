import fc from 'fast-check';
import { closestFirst, listed } from './closest';

it('puts what was probably meant first', () => {
  expect(closestFirst('amce', ['zenith', 'acme', 'omega'])[0]).toBe('acme');
  expect(closestFirst('EXPANSON', ['onboarding', 'expansion'])[0]).toBe('expansion');
});

it('keeps every word once, and a word that is there comes first', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      (words, pick) => {
        const wanted = words[pick % words.length]!;
        const sorted = closestFirst(wanted, words);
        expect([...sorted].sort()).toEqual([...words].sort());
        expect(sorted[0]!.toLowerCase()).toBe(wanted.toLowerCase());
      },
    ),
  );
});

it('lists twenty and says how many more there are', () => {
  const words = Array.from({ length: 23 }, (_, index) => `a${index}`);
  expect(listed(words)).toMatch(/^a0, a1, .*a19 and 3 more$/);
  expect(listed(['acme'])).toBe('acme');
});

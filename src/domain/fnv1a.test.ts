import { fnv1a, shortHash } from './fnv1a';

it('is FNV-1a as published', () => {
  expect([fnv1a(''), fnv1a('a'), fnv1a('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
});

it('writes the same number in eight digits, with the zeros in front', () => {
  expect(['', 'a', 'foobar'].map(shortHash)).toEqual(['811c9dc5', 'e40c292c', 'bf9cf968']);
  const names = Array.from({ length: 100 }, (_, index) => `account-${index}`);
  expect(names.some((name) => fnv1a(name) < 0x10000000)).toBe(true);
  for (const name of names) {
    expect(shortHash(name)).toMatch(/^[0-9a-f]{8}$/);
    expect(Number.parseInt(shortHash(name), 16)).toBe(fnv1a(name));
  }
});

it('tells apart what other scripts write', () => {
  const words = ['席', '度', 'места', 'seats', '😀', '😁'];
  expect(new Set(words.map(fnv1a)).size).toBe(words.length);
});

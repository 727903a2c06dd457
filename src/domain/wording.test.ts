import fc from 'fast-check';
import { amount, counted, dayInWords, dayOf, listed, money } from './wording';

test.each([
  [0, '0'],
  [-0, '0'],
  [-0.001, '0'],
  [999, '999'],
  [1000, '1,000'],
  [48_000, '48,000'],
  [1_234_567.891, '1,234,567.89'],
  [0.12345, '0.12'],
  [8.5, '8.5'],
  [-1234.5, '-1,234.5'],
])('%d is written as %s', (value, words) => expect(amount(value)).toBe(words));

test('amounts are written as in English, to so many decimals', () => {
  const values = fc.oneof(fc.integer(), fc.double({ min: -1e9, max: 1e9, noNaN: true }));
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 3 }), (value, decimals) => {
      const expected = value.toLocaleString('en-US', { maximumFractionDigits: decimals });
      expect(amount(value, decimals)).toBe(expected.replace(/^-0$/, '0'));
    }),
  );
});

test('money is whole', () => {
  expect(money(9600, 'USD')).toBe('$9,600');
  expect(money(1_234_567.5, 'EUR')).toBe('€1,234,568');
  expect(money(-9600, 'CHF')).toBe('-CHF 9,600');
  expect(money(1199.5, 'EUR', { cents: true })).toBe('€1,199.50');
  expect(money(1200, 'EUR', { cents: true })).toBe('€1,200');
});

test('things are counted in the singular and the plural', () => {
  expect([0, 1, 2, 1200].map((count) => counted(count, 'open case'))).toEqual([
    '0 open cases',
    '1 open case',
    '2 open cases',
    '1,200 open cases',
  ]);
  expect(counted(2, 'person', 'people')).toBe('2 people');
});

test('a list reads as a sentence does', () => {
  expect([[], ['Ana'], ['Ana', 'Ben'], ['Ana', 'Ben', 'Cem']].map((names) => listed(names))).toEqual([
    '',
    'Ana',
    'Ana and Ben',
    'Ana, Ben and Cem',
  ]);
  expect(listed(['Ana', 'Ben', 'Cem'], 'or')).toBe('Ana, Ben or Cem');
});

test('days are those of UTC, wherever and however the moment was written', () => {
  expect(dayInWords('2027-01-31')).toBe('31 January 2027');
  expect(dayInWords('2026-12-01T23:59:59.999Z')).toBe('1 December 2026');
  expect(dayInWords('2026-03-01T00:30:00+02:00')).toBe('28 February 2026');
  expect(dayOf('2026-12-01T23:59:59.999Z')).toBe('2026-12-01');
  expect(dayOf(Date.UTC(2026, 11, 1, 23, 59))).toBe('2026-12-01');
});

import fc from 'fast-check';
import { misfit } from './tasks';

describe('what a number field takes', () => {
  const seats = { kind: 'number', integer: true, min: 1 } as const;

  it.each(['1', ' 120 ', '1e3'])('is a whole number where one is asked for: %s', (value) => {
    expect(misfit(seats, value)).toBeUndefined();
  });

  it.each(['0', '-5', '12.5', '1e400', '99999999999999999999', 'many', ' ', 'NaN'])('is not %s then', (value) => {
    expect(misfit(seats, value)).toBe('a whole number of at least 1');
  });

  it('lies between what is asked for', () => {
    const score = { kind: 'number', integer: true, min: 0, max: 10 } as const;
    for (const value of ['0', '7', '10']) expect(misfit(score, value)).toBeUndefined();
    for (const value of ['-1', '11', '9.5', '95']) expect(misfit(score, value)).toBe('a whole number from 0 to 10');
    expect(misfit({ kind: 'number', max: 3 }, '4')).toBe('a number up to 3');
  });

  it('is any number where nothing else is asked for', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(misfit({ kind: 'number' }, String(number))).toBeUndefined();
      }),
    );
    expect(misfit({ kind: 'number' }, 'soon')).toBe('a number');
  });
});

it('a text field takes every text', () => {
  fc.assert(fc.property(fc.string(), (text) => expect(misfit({ kind: 'text' }, text)).toBeUndefined()));
});

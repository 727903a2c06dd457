import fc from 'fast-check';
import { percentile } from './percentile';

describe('a percentile', () => {
  it('is one of the values, by nearest rank', () => {
    const values = [50, 15, 40, 20, 35];
    expect([0.05, 0.3, 0.4, 0.5, 1].map((share) => percentile(values, share))).toEqual([15, 20, 20, 35, 50]);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('has at least its share of the values at or below it, and no smaller value has', () => {
    const values = fc.array(fc.integer(), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (all, hundredths) => {
        const found = percentile(all, hundredths / 100);
        const reached = (value: number) => all.filter((each) => each <= value).length * 100 >= hundredths * all.length;
        expect(reached(found)).toBe(true);
        expect(all.filter((each) => each < found).some(reached)).toBe(false);
      }),
    );
  });

  it('of nothing is refused', () => {
    expect(() => percentile([], 0.5)).toThrow('Nothing was measured');
  });
});

import fc from 'fast-check';
import { inBulk } from './bulk';
import { PlaymakerError } from './playmaker-error';

it('does every item once, never more at a time than allowed, and answers in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 20 }), fc.integer({ min: 1, max: 6 }), async (items, most) => {
      let running = 0;
      let peak = 0;
      const results = await inBulk([...items.entries()], most, async ([index, works]) => {
        peak = Math.max(peak, ++running);
        await Promise.resolve();
        running--;
        if (!works) throw new PlaymakerError({ code: 'X', detail: 'no' });
        return index;
      });
      expect(peak).toBeLessThanOrEqual(most);
      expect(results.map(({ item: [index], ok }) => [index, ok])).toEqual([...items.entries()]);
    }),
  );
});

it('is ended by a defect', async () => {
  const defect = new TypeError('oops');
  await expect(inBulk([1], 1, () => Promise.reject(defect))).rejects.toBe(defect);
});

import fc from 'fast-check';
import { MessageClock, dateOf, microsOf } from './message-clock';

it('ascends whatever the clock does', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 4_102_444_800_000 }), { minLength: 2 });
  fc.assert(
    fc.property(moments, (times) => {
      let index = 0;
      const clock = new MessageClock(() => new Date(times[index++] ?? 0));
      const ids = times.map(() => clock.next());
      for (const [position, id] of ids.entries()) {
        expect(id).toMatch(/^\d+\.\d{6}$/);
        if (position > 0) expect(microsOf(id)).toBeGreaterThan(microsOf(ids[position - 1] ?? ''));
      }
    }),
  );
});

it('tells the moment of the clock', () => {
  const at = new Date('2026-03-03T09:00:00.123Z');
  expect(dateOf(new MessageClock(() => at).next())).toEqual(at);
});

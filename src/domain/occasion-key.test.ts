import fc from 'fast-check';
import { occasionKey } from './occasion-key';

it('is the parts themselves when a key may hold them', () => {
  expect(occasionKey('seats', 'olivia-grant')).toBe('seats-olivia-grant');
});

it('keeps occasions apart that other scripts or lengths would make one', () => {
  const keys = [
    occasionKey('席', 'olivia-grant'),
    occasionKey('места', 'olivia-grant'),
    occasionKey('seats / EU', 'x'),
    occasionKey('seats-EU', 'x'),
    occasionKey('seats', 'x'.repeat(200)),
    occasionKey('seats', 'x'.repeat(201)),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

it('can always be a part of a run’s id, and is the same every time', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.string({ maxLength: 300 }), (limit, leader) => {
      const key = occasionKey(limit, leader);
      expect(key).toMatch(/^[A-Za-z0-9._-]{1,60}$/);
      expect(occasionKey(limit, leader)).toBe(key);
    }),
  );
});

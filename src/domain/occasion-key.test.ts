import fc from 'fast-check';
import { occasionKey, occasionOf } from './occasion-key';

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

describe('an occasion told in sentences', () => {
  it.each([
    [
      'The account is a customer. They were seen evaluating a competitor on 22 November 2026.',
      undefined,
      /^seen-evaluating-competitor-2026-11-22-[0-9a-f]{8}$/,
    ],
    ['The champion Bén left on 2 February 2026.', undefined, /^champion-ben-left-2026-02-02-[0-9a-f]{8}$/],
    ['They don’t answer', '2026-02-03', /^dont-answer-2026-02-03-[0-9a-f]{8}$/],
    ['解約', undefined, /^[0-9a-f]{8}$/],
  ])('%s', (text, on, key) => {
    expect(occasionOf(text, on)).toMatch(key);
  });

  it('is kept apart from every other one, and is the same every time', () => {
    const text = fc.string({ maxLength: 300, unit: 'binary' });
    fc.assert(
      fc.property(text, text, fc.option(fc.constant('2026-02-03'), { nil: undefined }), (one, other, on) => {
        expect(occasionOf(one, on)).toMatch(/^[A-Za-z0-9._-]{1,60}$/);
        expect(occasionOf(one, on)).toBe(occasionOf(one, on));
        if (one !== other) expect(occasionOf(one, on)).not.toBe(occasionOf(other, on));
        if (on) expect(occasionOf(one, on)).not.toBe(occasionOf(one));
      }),
    );
  });
});

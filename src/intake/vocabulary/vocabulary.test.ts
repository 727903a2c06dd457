import * as fc from 'fast-check';
import { countryCode } from '.';

it.each([
  ['Germany', 'DE'],
  ['germany ', 'DE'],
  ['US', 'US'],
  ['us', 'US'],
  ['United States', 'US'],
  ['USA', 'US'],
  ['UK', 'GB'],
  ['The  Netherlands', 'NL'],
  ['Côte d’Ivoire', 'CI'],
  ['Czech Republic', 'CZ'],
  ['EU', undefined],
  ['Atlantis', undefined],
  ['', undefined],
  ['__proto__', undefined],
])('country %p is %p', (text, code) => expect(countryCode(text)).toBe(code));

it('answers whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.domain()), (text) => {
      expect(countryCode(text) ?? 'US').toMatch(/^[A-Z]{2}$/);
    }),
  );
});

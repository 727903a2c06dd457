import * as fc from 'fast-check';
import { countryCode, domainOf, seniorityOf } from '.';

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

it.each([
  ['acme.example', 'acme.example'],
  ['www.acme.example', 'acme.example'],
  ['https://www.Acme.example/about?x=1#y', 'acme.example'],
  ['http://user:secret@acme.example:8080/', 'acme.example'],
  ['//shop.acme.example', 'shop.acme.example'],
  ['https://bücher.example', 'xn--bcher-kva.example'],
  ['acme', undefined],
  ['localhost', undefined],
  ['127.0.0.1', undefined],
  ['none at all', undefined],
  ["acme.example'; drop table accounts", undefined],
  ['', undefined],
])('site %p is of domain %p', (site, domain) => expect(domainOf(site)).toBe(domain));

it.each([
  ['VP of Operations', 'vp'],
  ['Senior Vice President', 'vp'],
  ['SVP, Sales', 'vp'],
  ['President', 'c-level'],
  ['Chief Technology Officer', 'c-level'],
  ['CEO & Co-Founder', 'c-level'],
  ['Head of IT', 'director'],
  ['Director, Procurement', 'director'],
  ['Engineering Manager', 'manager'],
  ['Assistant to the CEO', 'individual'],
  ['Product Owner', 'individual'],
  ['Software Engineer', 'individual'],
])('title %p is of seniority %p', (title, seniority) => expect(seniorityOf(title)).toBe(seniority));

it('answers whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.domain()), (text) => {
      expect(countryCode(text) ?? 'US').toMatch(/^[A-Z]{2}$/);
      expect(domainOf(text) ?? 'acme.example').toMatch(/^[a-z0-9.-]{3,253}$/);
      seniorityOf(text);
    }),
  );
});

import fc from 'fast-check';
import { domainOf, isPublicDomain } from './domains';

test.each([
  ['Olivia.Grant@Acme.Example', 'acme.example'],
  ['mailto:olivia@acme.example', 'acme.example'],
  ['https://www.Acme.example/about?x=a@b.test#c', 'acme.example'],
  ['http://user:secret@app.acme.example:8080/', 'app.acme.example'],
  ['//acme.example', 'acme.example'],
  ['www.acme.co.uk', 'acme.co.uk'],
  ['www.example', 'www.example'],
  ['acme.example.', 'acme.example'],
  ['müller.example', 'müller.example'],
  ['xn--mller-kva.example', 'xn--mller-kva.example'],
  ['localhost', undefined],
  ['10.0.0.1', undefined],
  ['https://[::1]/', undefined],
  ['Acme Inc', undefined],
  ['-acme.example', undefined],
  ["a.example'; DROP TABLE x", undefined],
  ['', undefined],
])('the domain of %p is %p', (text, domain) => {
  expect(domainOf(text)).toBe(domain);
});

test('a domain is its own domain, and nothing breaks on other text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.emailAddress()), (text) => {
      const domain = domainOf(text);
      if (domain !== undefined) expect(domainOf(domain)).toBe(domain);
    }),
  );
});

test.each(['gmail.com', 'GMail.com', 'yahoo.co.uk', 'hotmail.fr', 'outlook.com', 'live.com.au', 'gmx.net', 'qq.com'])(
  'anybody can have an address at %s',
  (domain) => expect(isPublicDomain(domain)).toBe(true),
);

test.each(['acme.example', 'live.nation.com', 'myyahoo.com', 'outlook.acme.com', 'google.com'])(
  'an address at %s tells the company',
  (domain) => expect(isPublicDomain(domain)).toBe(false),
);

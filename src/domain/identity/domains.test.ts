import fc from 'fast-check';
import { comparableEmail, domainOf, isPublicDomain } from './domains';

test.each([
  ['Olivia.Grant@Acme.Example', 'acme.example'],
  ['mailto:olivia@acme.example', 'acme.example'],
  ['https://www.Acme.example/about?x=a@b.test#c', 'acme.example'],
  ['http://user:secret@app.acme.example:8080/', 'app.acme.example'],
  ['//acme.example', 'acme.example'],
  ['www.acme.co.uk', 'acme.co.uk'],
  ['www.example', 'www.example'],
  ['acme.example.', 'acme.example'],
  ['müller.example', 'xn--mller-kva.example'],
  ['jo@MÜLLER.example', 'xn--mller-kva.example'],
  ['https://bücher.example', 'xn--bcher-kva.example'],
  ['https://www.bücher.example:443/über', 'xn--bcher-kva.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
  ['xn--mller-kva.example', 'xn--mller-kva.example'],
  ['acme.example', 'acme.example'],
  ['www.acme.example', 'acme.example'],
  ['https://www.Acme.example/about?x=1#y', 'acme.example'],
  ['http://user:secret@acme.example:8080/', 'acme.example'],
  ['//shop.acme.example', 'shop.acme.example'],
  ['https:acme.example', 'acme.example'],
  ['www.www.acme.example', 'acme.example'],
  ['acme', undefined],
  ['localhost', undefined],
  ['127.0.0.1', undefined],
  ['0x7f.1', undefined],
  ['2130706433', undefined],
  ['１２７.0.0.1', undefined],
  ['xn--a.example', undefined],
  ['a%63me.example', undefined],
  ['ac\nme.example', undefined],
  ['acme.example\\evil.example', undefined],
  ['none at all', undefined],
  ["acme.example'; drop table accounts", undefined],
  ['10.0.0.1', undefined],
  ['https://[::1]/', undefined],
  ['Acme Inc', undefined],
  ['-acme.example', undefined],
  ["a.example'; DROP TABLE x", undefined],
  ['', undefined],
])('the domain of %p is %p', (text, domain) => {
  expect(domainOf(text)).toBe(domain);
});

test('a domain is its own domain, in ASCII, and nothing breaks on other text', () => {
  const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl(), fc.domain(), fc.emailAddress());
  fc.assert(
    fc.property(texts, (text) => {
      const domain = domainOf(text) ?? 'acme.example';
      expect(domain).toMatch(/^[a-z0-9.-]{3,253}$/);
      expect(domainOf(domain)).toBe(domain);
    }),
  );
});

test.each([
  [' Olivia.Grant@Acme.Example ', 'olivia.grant@acme.example'],
  ['Jo@Müller.Example', 'jo@xn--mller-kva.example'],
  ['jo@xn--mller-kva.example', 'jo@xn--mller-kva.example'],
  ['jö@müller.example', 'jö@xn--mller-kva.example'],
  ['jo@no hoßt', 'jo@no hoßt'],
  ['nobody', 'nobody'],
])('the address %p is compared as %p', (email, comparable) => expect(comparableEmail(email)).toBe(comparable));

test.each(['gmail.com', 'GMail.com', 'yahoo.co.uk', 'hotmail.fr', 'outlook.com', 'live.com.au', 'gmx.net', 'qq.com'])(
  'anybody can have an address at %s',
  (domain) => expect(isPublicDomain(domain)).toBe(true),
);

test.each(['acme.example', 'live.nation.com', 'myyahoo.com', 'outlook.acme.com', 'google.com'])(
  'an address at %s tells the company',
  (domain) => expect(isPublicDomain(domain)).toBe(false),
);

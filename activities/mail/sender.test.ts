import { domainOf, senderOf } from './sender';

describe('the sender of mails', () => {
  it.each([
    ['Vendor Plays <plays@vendor.example>', { name: 'Vendor Plays', address: 'plays@vendor.example' }],
    ['"Plays, Vendor" <plays@vendor.example>', { name: 'Plays, Vendor', address: 'plays@vendor.example' }],
    ['plays@vendor.example', { name: 'Playmaker', address: 'plays@vendor.example' }],
  ])('of %s has name and address', (text, sender) => {
    expect(senderOf(text)).toEqual(sender);
    expect(domainOf(sender)).toBe('vendor.example');
  });

  it.each(['', 'Vendor', 'Vendor <vendor.example>'])('is refused when it has no address: "%s"', (text) => {
    expect(() => senderOf(text)).toThrow(/write it like/);
  });
});

import { ACME, on, viewAfter } from './history.fixture';

const email = { email: 'olivia.grant@acme.example' };

describe('a contact', () => {
  it('is one from the moment on at which the e-mail is known, with what was told before', () => {
    const titled = on('2026-01-01', 'contact.described', { title: 'VP of Operations' }, 'olivia');
    expect(viewAfter(titled).account.contacts).toEqual([]);
    expect(viewAfter(titled, on('2026-01-02', 'contact.described', email, 'olivia')).account.contacts).toEqual([
      {
        id: 'olivia',
        ...email,
        name: 'Olivia Grant',
        title: 'VP of Operations',
        seniority: 'vp',
        timeZone: 'UTC',
        country: 'US',
        consent: 'unknown',
      },
    ]);
  });

  it('is guessed anew when a title is told, unless the seniority was told', () => {
    const first = on('2026-01-01', 'contact.described', email, 'olivia');
    const told = on('2026-01-02', 'contact.described', { seniority: 'director' }, 'olivia');
    const titled = on('2026-01-03', 'contact.described', { title: 'Chief Operating Officer' }, 'olivia');
    expect(viewAfter(first, titled).account.contacts[0]?.seniority).toBe('c-level');
    expect(viewAfter(first, told, titled).account.contacts[0]?.seniority).toBe('director');
  });

  it("follows the account's time zone while nobody told one", () => {
    const { contacts } = viewAfter(
      on('2026-01-01', 'contact.described', email, 'olivia'),
      on('2026-01-01', 'contact.described', { email: 'ben@acme.example', timeZone: 'UTC' }, 'ben'),
      on('2026-01-02', 'account.described', { timeZone: 'Europe/Berlin', country: 'DE' }),
    ).account;
    expect(contacts.map(({ timeZone, country }) => [timeZone, country])).toEqual([
      ['Europe/Berlin', 'DE'],
      ['UTC', 'DE'],
    ]);
  });

  it('is changed only in what is told', () => {
    const view = viewAfter(
      on('2026-01-01', 'account.loaded', { account: ACME }),
      on('2026-01-02', 'contact.described', { title: 'Head of Operations' }, 'ben'),
      on('2026-01-03', 'consent.changed', { consent: 'withdrawn' }, 'ben'),
    );
    expect(view.account.contacts).toEqual([{ ...ACME.contacts[0], title: 'Head of Operations', consent: 'withdrawn' }]);
  });
});

describe('who left', () => {
  const loaded = on('2026-01-01', 'account.loaded', { account: ACME });
  const left = on('2026-02-01', 'contact.left', {}, 'ben');

  it('is remembered with the role, and no contact any more', () => {
    const view = viewAfter(loaded, on('2026-01-02', 'product.used', {}, 'ben'), left);
    expect(view.account.contacts).toEqual([]);
    expect(view.departed).toEqual({ ben: { name: 'Ben Ortiz', role: 'champion', at: left.at } });
    expect(view.lastUse).toEqual({});
  });

  it('left at the first report of it', () => {
    expect(viewAfter(loaded, left, on('2026-03-01', 'contact.left', {}, 'ben')).departed.ben?.at).toBe(left.at);
  });

  it('is back when described with an e-mail, not when an old record is tidied up', () => {
    const tidied = on('2026-02-02', 'contact.described', { title: 'Operations Manager' }, 'ben');
    expect(viewAfter(loaded, left, tidied).departed).toHaveProperty('ben');
    const back = viewAfter(loaded, left, on('2026-04-01', 'contact.described', { email: 'ben@acme.example' }, 'ben'));
    expect(back.departed).toEqual({});
    expect(back.account.contacts).toHaveLength(1);
  });

  it('is nobody when never heard of', () => {
    expect(viewAfter(on('2026-01-01', 'contact.left', {}, 'nobody')).departed).toEqual({});
  });
});

describe('of more people than an account may have', () => {
  it('those are kept who matter to plays', () => {
    const users = Array.from({ length: 1000 }, (_, n) =>
      on('2026-01-01', 'contact.described', { email: `user${n}@acme.example` }, `user${n}`),
    );
    const leader = on('2026-01-03', 'contact.described', { ...email, title: 'VP' }, 'olivia');
    const active = on('2026-01-02', 'product.used', {}, 'user0');
    const ids = viewAfter(...users, active, leader).account.contacts.map(({ id }) => id);
    expect(ids).toHaveLength(1000);
    expect(ids).toEqual(expect.arrayContaining(['olivia', 'user0']));
  });
});

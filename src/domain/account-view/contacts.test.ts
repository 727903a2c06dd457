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

describe('mail to a contact', () => {
  const described = on('2026-01-01', 'contact.described', email, 'olivia');
  const bounced = on('2026-01-02', 'mail.changed', { mail: 'bounced', address: email.email }, 'olivia');
  const mailAfter = (...history: Parameters<typeof viewAfter>) => viewAfter(...history).account.contacts[0]?.mail;

  it('that came back is known until there is another address, or it arrives again', () => {
    const moved = on('2026-01-03', 'contact.described', { email: 'o.grant@acme.example' }, 'olivia');
    expect(mailAfter(described, bounced)).toBe('bounced');
    expect(mailAfter(described, bounced, moved)).toBeUndefined();
    expect(mailAfter(described, bounced, on('2026-01-03', 'mail.changed', { mail: 'ok' }, 'olivia'))).toBe('ok');
  });

  it('that came back from an address of before says nothing of the one they have', () => {
    const moved = on('2026-01-01', 'contact.described', { email: 'o.grant@acme.example' }, 'olivia');
    expect(mailAfter(described, moved, bounced)).toBeUndefined();
  });

  it('that they reported as spam stays reported, whatever their address', () => {
    const spam = on('2026-01-02', 'mail.changed', { mail: 'complained', address: email.email }, 'olivia');
    const moved = on('2026-01-03', 'contact.described', { email: 'o.grant@acme.example' }, 'olivia');
    expect(mailAfter(described, spam, moved)).toBe('complained');
  });

  it('stays known when a profile is loaded that does not say it', () => {
    const loaded = (day: string) => on(day, 'account.loaded', { account: ACME });
    const of = { mail: 'bounced', address: ACME.contacts[0]!.email } as const;
    const history = [
      loaded('2026-01-01'),
      on('2026-01-02', 'mail.changed', of, ACME.contacts[0]!.id),
      loaded('2026-01-03'),
    ];
    expect(mailAfter(...history)).toBe('bounced');
  });
});

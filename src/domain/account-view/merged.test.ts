import { accountSchema, type Contact } from '../account';
import { on, viewAfter as viewOf } from './history.fixture';

const contact = (id: string, change: Partial<Contact> = {}): Contact => ({
  ...{ id, name: id, email: `${id}@acme.example`, seniority: 'manager', timeZone: 'UTC', country: 'US' },
  consent: 'granted',
  ...change,
});
const CONTRACT = {
  ...{ plan: 'Growth', seats: 40, seatPrice: 100, currency: 'USD', limits: [{ name: 'projects', used: 0, limit: 10 }] },
  ...{ arr: 4000, renewalOn: '2027-01-31' },
};
const account = (id: string, change: object = {}) =>
  accountSchema.parse({
    ...{ id, name: id, timeZone: 'UTC', country: 'US', tier: 'one-to-few', contacts: [], team: {} },
    ...change,
  });
const merged = (other: object, same: Record<string, string> = {}) =>
  on('2026-03-01', 'account.merged', { account: account('other', other), same });

describe('what an account knows after another one became part of it', () => {
  it('is what it knew, and from the other one what was missing', () => {
    const ours = { name: 'Acme', team: { csm: 'dana@vendor.example' }, domains: ['acme.example'], valueSoFar: ['A.'] };
    const theirs = {
      ...{ name: 'Acme Inc.', team: { csm: 'x@vendor.example', ae: 'priya@vendor.example' }, valueSoFar: ['B.'] },
      ...{ domains: ['acme.test', 'gmail.com'], contract: CONTRACT, stage: 'customer', parentId: 'acme' },
    };
    const view = viewOf(on('2026-01-01', 'account.loaded', { account: account('acme', ours) }), merged(theirs));
    expect(view.account).toMatchObject({
      ...{ id: 'acme', name: 'Acme', stage: 'customer', contract: CONTRACT, valueSoFar: ['A.', 'B.'] },
      ...{ team: { csm: 'dana@vendor.example', ae: 'priya@vendor.example' }, domains: ['acme.example', 'acme.test'] },
    });
    expect(view.account).not.toHaveProperty('parentId');
  });

  it('keeps its own contract', () => {
    const ours = { contract: { ...CONTRACT, seats: 5 } };
    const view = viewOf(
      on('2026-01-01', 'account.loaded', { account: account('acme', ours) }),
      merged({ contract: CONTRACT }),
    );
    expect(view.account.contract?.seats).toBe(5);
  });

  it('has one contact for one person, who is known by both ids; whoever withdrew consent has withdrawn it', () => {
    const ours = { contacts: [contact('olivia', { title: 'VP' }), contact('ben', { consent: 'withdrawn' })] };
    const theirs = {
      contacts: [
        contact('olivia-2', { title: 'Analyst', committeeRole: 'champion', consent: 'withdrawn' }),
        contact('ben'),
        contact('cem'),
      ],
    };
    const { contacts } = viewOf(
      on('2026-01-01', 'account.loaded', { account: account('acme', ours) }),
      merged(theirs, { 'olivia-2': 'olivia' }),
    ).account;
    expect(contacts).toMatchObject([
      {
        ...{ id: 'olivia', title: 'VP', committeeRole: 'champion', consent: 'withdrawn' },
        formerIds: { other: 'olivia-2' },
      },
      { id: 'ben', consent: 'withdrawn' },
      { id: 'cem', consent: 'granted', formerIds: { other: 'cem' } },
    ]);
  });

  it('remembers the other ids when its file is loaded again', () => {
    const ours = on('2026-04-01', 'account.loaded', { account: account('acme', { contacts: [contact('olivia')] }) });
    const theirs = { contacts: [contact('olivia-2'), contact('cem')] };
    const known = on('2026-02-01', 'contact.described', { email: 'olivia@acme.example' }, 'olivia');
    const { contacts } = viewOf(known, merged(theirs, { 'olivia-2': 'olivia' }), ours).account;
    expect(contacts[0]).toMatchObject({ id: 'olivia', formerIds: { other: 'olivia-2' } });
  });

  describe('when its file is loaded again', () => {
    const before = on('2026-01-01', 'account.loaded', {
      account: account('acme', { contacts: [contact('olivia'), contact('ben')] }),
    });
    const theirs = merged(
      { contacts: [contact('olivia-2'), contact('cem'), contact('dora', { consent: 'withdrawn' })] },
      { 'olivia-2': 'olivia' },
    );
    const again = (...contacts: Contact[]) =>
      on('2026-04-01', 'account.loaded', { account: account('acme', { contacts, timeZone: 'Europe/Berlin' }) });
    const after = (...contacts: Contact[]) => viewOf(before, theirs, again(...contacts)).account.contacts;

    it('keeps who came with the other one, and only whom the file names of its own', () => {
      expect(after(contact('eve'))).toEqual([
        contact('eve'),
        ...[{ ...contact('olivia'), formerIds: { other: 'olivia-2' } }],
        { ...contact('cem'), formerIds: { other: 'cem' } },
        { ...contact('dora', { consent: 'withdrawn' }), formerIds: { other: 'dora' } },
      ]);
    });

    it.each([
      ['id', { id: 'olivia', email: 'new@acme.example' }],
      ['former id', { id: 'olivia-2', email: 'new@acme.example' }],
      ['e-mail', { id: 'olivia-3', email: 'OLIVIA@acme.example' }],
    ])('takes somebody named by their %s from the file, once, with the ids of before', (_how, named) => {
      const [olivia, ...others] = after(contact('olivia', { ...named, title: 'COO' }));
      expect(olivia).toMatchObject({ ...named, title: 'COO', formerIds: { other: 'olivia-2' } });
      expect(others.map(({ id }) => id)).toEqual(['cem', 'dora']);
    });

    it('brings nobody back who left after the accounts became one', () => {
      const left = on('2026-03-02', 'contact.left', {}, 'cem');
      const { contacts } = viewOf(before, theirs, left, again(contact('olivia'))).account;
      expect(contacts.map(({ id }) => id)).toEqual(['olivia', 'dora']);
    });

    it('gives the ids of before to one person only, also when two share an e-mail', () => {
      const two = [contact('first', { email: 'cem@acme.example' }), contact('cem', { email: 'cem@acme.example' })];
      expect(after(...two).flatMap(({ id, formerIds }) => (formerIds?.['other'] === 'cem' ? [id] : []))).toEqual([
        'cem',
      ]);
    });

    it('never has more contacts than an account may have', () => {
      const many = Array.from({ length: 999 }, (_, n) => contact(`user${n}`));
      const { account: acme, sketches } = viewOf(before, theirs, again(...many));
      expect(accountSchema.safeParse(acme).error).toBeUndefined();
      expect(sketches).toEqual({ dora: { consent: 'withdrawn' } });
    });
  });

  it('brings nobody back who has left', () => {
    const here = on('2026-01-01', 'account.loaded', { account: account('acme', { contacts: [contact('olivia')] }) });
    const left = on('2026-02-01', 'contact.left', {}, 'olivia');
    expect(viewOf(here, left, merged({ contacts: [contact('olivia')] })).account.contacts).toEqual([]);
  });

  it('counts earlier measurements by the contract that came with the other one', () => {
    const used = on('2026-02-01', 'usage.measured', { limit: 'projects', used: 9 });
    const view = viewOf(used, merged({ contract: CONTRACT }));
    expect(view.usage.projects).toMatchObject([{ used: 9, allowed: 10 }]);
    expect(view.account.contract?.limits).toMatchObject([{ name: 'projects', used: 9 }]);
  });
});

import { stageOf } from '../account';
import { ACME, on, viewAfter, viewWith } from './history.fixture';

const loaded = (at: string, change: object = {}) => on(at, 'account.loaded', { account: { ...ACME, ...change } });

describe('an account of which little is known', () => {
  it('is called by its id and taken for what the defaults say', () => {
    expect(viewAfter().account).toMatchObject({
      id: 'acme',
      name: 'acme',
      timeZone: 'UTC',
      country: 'US',
      tier: 'one-to-many',
    });
    expect(viewWith({ timeZone: 'Europe/Berlin', country: 'DE' }).account).toMatchObject({ country: 'DE' });
  });

  it('becomes what is described, part by part', () => {
    const { account } = viewAfter(
      on('2026-01-01', 'account.described', { name: 'Acme', domains: ['www.Acme.example', 'gmail.com'] }),
      on('2026-01-02', 'account.described', { tier: 'one-to-one', domains: ['acme.test', 'acme.example'] }),
    );
    expect(account).toMatchObject({ name: 'Acme', tier: 'one-to-one', domains: ['acme.example', 'acme.test'] });
  });

  it('is no part of itself', () => {
    expect(viewAfter(on('2026-01-01', 'account.described', { parentId: 'acme' })).account.parentId).toBeUndefined();
  });
});

describe('loading an account', () => {
  it('replaces the profile and its contacts, and never what was observed', () => {
    const view = viewAfter(
      on('2026-01-01', 'contact.described', { email: 'eve@acme.example' }, 'eve'),
      on('2026-01-02', 'product.used', {}, 'eve'),
      on('2026-01-02', 'usage.measured', { limit: 'seats', used: 94 }),
      on('2026-01-02', 'survey.answered', { kind: 'nps', score: 9 }),
      loaded('2026-01-03'),
    );
    expect(view.account.contacts.map(({ id }) => id)).toEqual(['ben']);
    expect(view.account.name).toBe('Acme Logistics');
    expect(view.activity).toEqual({ '2026-01-02': 1 });
    expect(view.answers).toHaveLength(1);
    expect(view.account.contract?.limits[0]).toMatchObject({ used: 94 });
  });

  it('leaves a withdrawn consent as it is, whatever the file says, until an event tells of another one', () => {
    const withdrawn = on('2026-01-02', 'consent.changed', { consent: 'withdrawn' }, 'ben');
    const consentAfter = (...later: Parameters<typeof viewAfter>) =>
      viewAfter(loaded('2026-01-01'), ...later).account.contacts[0]?.consent;
    expect(consentAfter()).toBe('granted');
    expect(consentAfter(withdrawn, loaded('2026-01-03'))).toBe('withdrawn');
    const again = on('2026-01-04', 'consent.changed', { consent: 'granted' }, 'ben');
    expect(consentAfter(withdrawn, loaded('2026-01-03'), again)).toBe('granted');
  });

  it('makes nobody writable again who withdrew consent', () => {
    const view = viewAfter(
      on('2026-01-01', 'contact.described', { email: 'eve@acme.example' }, 'eve'),
      on('2026-01-02', 'consent.changed', { consent: 'withdrawn' }, 'eve'),
      loaded('2026-01-03'),
      on('2026-01-04', 'contact.described', { email: 'eve@acme.example' }, 'eve'),
    );
    expect(view.account.contacts.find(({ id }) => id === 'eve')?.consent).toBe('withdrawn');
  });

  it('brings back whom the file names', () => {
    const view = viewAfter(loaded('2026-01-01'), on('2026-01-02', 'contact.left', {}, 'ben'), loaded('2026-01-03'));
    expect(view.account.contacts).toHaveLength(1);
    expect(view.departed).toEqual({});
  });

  it('leaves a customer without contract a customer when the file says neither', () => {
    const prospect = { contract: undefined, contacts: [] };
    const view = viewAfter(
      loaded('2026-01-01', prospect),
      on('2026-01-02', 'deal.won', { deal: '1' }),
      loaded('2026-01-03', prospect),
    );
    expect(view.account.stage).toBe('customer');
  });
});

describe('where an account stands', () => {
  it('is a customer from the first deal won, in the record of the prospect', () => {
    const view = viewAfter(
      on('2026-01-01', 'account.described', { stage: 'prospect' }),
      on('2026-01-02', 'content.engaged', {}, 'eve'),
      on('2026-01-03', 'deal.won', { deal: '1', amount: 48_000 }),
    );
    expect(view.account.stage).toBe('customer');
    expect(view.engagement).toHaveProperty('eve');
  });

  it('is not changed by a churn notice, only by being told', () => {
    const notice = [loaded('2026-01-01'), on('2026-01-02', 'churn.notified', {})];
    expect(stageOf(viewAfter(...notice).account)).toBe('customer');
    const told = on('2026-02-01', 'account.described', { stage: 'former' });
    expect(stageOf(viewAfter(...notice, told).account)).toBe('former');
  });
});

describe('the team', () => {
  it('has who was assigned last, and nobody when the role was vacated', () => {
    const { account } = viewAfter(
      loaded('2026-01-01'),
      on('2026-01-02', 'team.assigned', { role: 'ae', email: 'tom@vendor.example' }),
      on('2026-01-03', 'team.assigned', { role: 'ae', email: 'ann@vendor.example' }),
      on('2026-01-03', 'team.assigned', { role: 'csm', email: null }),
    );
    expect(account.team).toEqual({ ae: 'ann@vendor.example' });
  });
});

describe('a contract', () => {
  const plan = on('2026-01-01', 'contract.changed', { plan: 'Team', seats: 40 });
  const price = on('2026-01-02', 'contract.changed', { arr: 19_200, renewalOn: '2027-01-01' });

  it('waits until plan, seats, price and renewal are known, whoever told them', () => {
    expect(viewAfter(plan).account.contract).toBeUndefined();
    expect(viewWith({ currency: 'EUR' }, plan, price).account.contract).toEqual({
      plan: 'Team',
      seats: 40,
      seatPrice: 480,
      currency: 'EUR',
      limits: [],
      arr: 19_200,
      renewalOn: '2027-01-01',
    });
  });

  it('changes only in what is told', () => {
    const { contract } = viewAfter(
      loaded('2026-01-01'),
      on('2026-01-02', 'contract.changed', { renewalOn: '2028-01-31' }),
    ).account;
    expect(contract).toEqual({ ...ACME.contract, renewalOn: '2028-01-31' });
  });
});

import type { AccountDefaults, AccountView } from './view';

const DEFAULTS: AccountDefaults = { timeZone: 'UTC', country: 'US', tier: 'one-to-many', currency: 'USD' };

/**
 * The view of an account of which nothing was observed yet: called by its id, a target, with nobody in it.
 *
 * @example
 * emptyView('acme', { timeZone: 'Europe/Berlin', country: 'DE', currency: 'EUR' });
 */
export function emptyView(accountId: string, defaults: Partial<AccountDefaults> = {}): AccountView {
  const { currency, ...profile } = { ...DEFAULTS, ...defaults };
  return {
    account: { id: accountId, name: accountId, ...profile, contacts: [], team: {}, valueSoFar: [] },
    usage: {},
    activity: {},
    lastUse: {},
    engagement: {},
    cases: {},
    earlyResolves: {},
    answers: [],
    deals: {},
    meetings: [],
    milestones: {},
    departed: {},
    notices: {},
    sketches: {},
    assumed: {},
    defaults: { ...profile, currency },
  };
}

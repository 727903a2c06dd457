import type { OBSERVATIONS } from '../observations';
import { inOrder, type ObservationType, type Observed, parseObservation } from '../observations';
import type { z } from 'zod';
import { emptyView } from './empty-view';
import { observe } from './observe';
import type { AccountDefaults, AccountView } from './view';

type Entry = Omit<Observed, 'type' | 'data' | 'source' | 'accountId'>;

/**
 * An observation, shortly: `on('2026-03-02', 'contact.left', {}, 'olivia')`. A day means its first moment.
 */
export function on<Type extends ObservationType>(
  at: string,
  type: Type,
  data: z.input<(typeof OBSERVATIONS)[Type]>,
  contactId?: string,
): Observed {
  const envelope: Entry = { id: `${type}-${at}`, at: new Date(at).toISOString(), ...(contactId && { contactId }) };
  return { ...parseObservation(type, data), ...envelope, source: 'import', accountId: 'acme' };
}

/** The view of the account `acme` after these. */
export const viewAfter = (...history: Observed[]): AccountView => viewWith({}, ...history);

export const viewWith = (defaults: Partial<AccountDefaults>, ...history: Observed[]): AccountView =>
  [...history].sort(inOrder).reduce(observe, emptyView('acme', defaults));

/** A customer as ops load it. */
export const ACME = {
  id: 'acme',
  name: 'Acme Logistics',
  timeZone: 'America/New_York',
  country: 'US',
  tier: 'one-to-few' as const,
  contract: {
    plan: 'Team',
    seats: 100,
    seatPrice: 480,
    currency: 'USD',
    limits: [{ name: 'seats', used: 60, limit: 100 }],
    arr: 48_000,
    renewalOn: '2027-01-31',
  },
  contacts: [
    {
      id: 'ben',
      name: 'Ben Ortiz',
      email: 'ben@acme.example',
      seniority: 'manager' as const,
      committeeRole: 'champion' as const,
      timeZone: 'America/Chicago',
      country: 'US',
      consent: 'granted' as const,
    },
  ],
  team: { csm: 'dana@vendor.example' },
  valueSoFar: ['Shipments leave a day earlier.'],
};

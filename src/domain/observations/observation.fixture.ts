import fc from 'fast-check';
import type { Contact } from '../account';
import { COMMITTEE_ROLES, ROLES, SENIORITIES } from '../roles';
import { later } from '../waits';
import {
  inOrder,
  type Observed,
  type ObservationType,
  OBSERVATION_TYPES,
  parseObservation,
  SOURCES,
} from './observation';

const START = '2025-01-01T00:00:00.000Z';
const HOUR = 3_600_000;
const TWO_YEARS_OF_HOURS = 2 * 365 * 24;

/** Few enough to meet again, and some that are names in JavaScript, too. */
const contactId = fc.constantFrom('olivia', 'ben', 'chen', 'dora', 'constructor', 'prototype');
const limit = fc.constantFrom('seats', 'projects', 'constructor');
const entity = fc.constantFrom('1', '2', 'case-3', 'toString', 'prototype');
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York');
const country = fc.constantFrom('US', 'DE');
const words = fc.constantFrom('pricing', 'security', "Robert'); DROP TABLE accounts;--", '{{ 7 | times: 7 }}');
const instant = fc.oneof(
  fc.integer({ min: 0, max: TWO_YEARS_OF_HOURS }).map((hours) => later(START, hours * HOUR)),
  // Many things at the same moments, so that ties are frequent.
  fc.integer({ min: 0, max: 3 }).map((hours) => later(START, (TWO_YEARS_OF_HOURS / 2 + hours) * HOUR)),
);

const some = (values: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.record(values, { requiredKeys: [] });
const usedUp = fc.record({ name: limit, used: fc.nat(120), limit: fc.integer({ min: 1, max: 100 }) });

const contract = {
  plan: fc.constantFrom('Team', 'Growth'),
  seats: fc.integer({ min: 1, max: 100 }),
  seatPrice: fc.nat(500),
  currency: fc.constantFrom('USD', 'EUR'),
  limits: fc.uniqueArray(usedUp, { selector: ({ name }) => name, maxLength: 2 }),
  arr: fc.nat(100_000),
  renewalOn: fc.constantFrom('2026-01-31', '2026-06-30', '2027-01-31'),
};

const email = fc.constantFrom('olivia.grant@acme.example', 'ben@acme.example', 'c.li+test@acme.example');
const title = fc.constantFrom(
  'VP of Operations',
  'CTO',
  'Head of Data',
  'Team Lead',
  'Analyst',
  'Assistant to the CEO',
);
const person = {
  name: fc.constantFrom('Olivia Grant', 'Ben Ortiz'),
  email,
  title,
  seniority: fc.constantFrom(...SENIORITIES),
  committeeRole: fc.constantFrom(...COMMITTEE_ROLES),
  timeZone: zone,
  country,
  reportsTo: contactId,
  joinedAt: instant,
};
const consent = fc.constantFrom<Contact['consent'][]>('granted', 'unknown', 'withdrawn');
const contact = fc.record(
  { id: contactId, ...person, consent },
  { requiredKeys: ['id', 'name', 'email', 'seniority', 'timeZone', 'country', 'consent'] },
);
const account = (id: string) =>
  fc.record(
    {
      id: fc.constant(id),
      name: fc.constantFrom('Acme', 'Acme Logistics'),
      timeZone: zone,
      country,
      tier: fc.constantFrom('one-to-one', 'one-to-few', 'one-to-many'),
      stage: fc.constantFrom('target', 'prospect', 'customer', 'former'),
      parentId: fc.constantFrom('group', id),
      domains: fc.constant(['acme.example']),
      contract: fc.record(contract),
      contacts: fc.uniqueArray(contact, { selector: ({ id }) => id, maxLength: 4 }),
      team: some({ csm: fc.constant('dana@vendor.example'), ae: fc.constant('marcus@vendor.example') }),
      valueSoFar: fc.constant(['Shipments leave a day earlier.']),
    },
    { requiredKeys: ['id', 'name', 'timeZone', 'country', 'tier', 'contacts', 'team', 'valueSoFar'] },
  );

const described = some({
  name: fc.constant('Acme Inc.'),
  domains: fc.subarray(['acme.example', 'www.acme.test', 'gmail.com']),
  timeZone: zone,
  country,
  tier: fc.constantFrom('one-to-one', 'one-to-many'),
  stage: fc.constantFrom('prospect', 'former'),
  parentId: fc.constant('group'),
  valueSoFar: fc.constant(['Two days saved a month.']),
});
const survey = fc.oneof(
  fc.record({ kind: fc.constant('nps'), score: fc.nat(10) }),
  fc.record({ kind: fc.constant('csat'), score: fc.nat(5), comment: words }),
);
const amount = fc.nat(50_000);
const nothing = fc.constant({});

/** Valid data of each type. */
const dataOf = (accountId: string): Record<ObservationType, fc.Arbitrary<unknown>> => ({
  'account.loaded': fc.record({ account: account(accountId) }),
  'account.merged': fc.record({
    account: account('merged-account'),
    same: fc.constantFrom({}, { olivia: 'ben' }),
  }),
  'account.described': described,
  'contract.changed': some(contract),
  'team.assigned': fc.record({
    role: fc.constantFrom(...ROLES),
    email: fc.constantFrom('dana@vendor.example', null),
  }),
  'contact.described': some(person),
  'contact.left': nothing,
  'consent.changed': fc.record({ consent }),
  'mail.changed': fc.record(
    { mail: fc.constantFrom('ok', 'bounced', 'complained'), address: email },
    { requiredKeys: ['mail'] },
  ),
  'usage.measured': fc.record(
    { limit, used: fc.nat(120), allowed: fc.integer({ min: 1, max: 100 }) },
    { requiredKeys: ['limit', 'used'] },
  ),
  'product.used': some({ feature: words }),
  'milestone.reached': fc.record({ milestone: fc.constantFrom('first-login', 'first-value', 'constructor') }),
  'unit.asked': fc.record({ unit: fc.constantFrom('Berlin', 'Finance') }),
  'support.opened': fc.record(
    { case: entity, severity: fc.integer({ min: 1, max: 4 }), subject: words },
    { requiredKeys: ['case', 'severity'] },
  ),
  'support.reopened': fc.record({ case: entity }),
  'support.resolved': fc.record({ case: entity }),
  'survey.answered': survey,
  'content.engaged': some({ content: words }),
  'intent.surged': some({ topic: words }),
  'meeting.booked': some({ meeting: entity }),
  'meeting.held': some({ meeting: entity, with: fc.subarray([...ROLES]) }),
  'deal.moved': fc.record(
    { deal: entity, stage: fc.constantFrom('discovery', 'proposal'), amount },
    { requiredKeys: ['deal', 'stage'] },
  ),
  'deal.won': fc.record(
    { deal: entity, amount, goals: words, promises: words, signedBy: fc.constant('Olivia Grant') },
    { requiredKeys: ['deal'] },
  ),
  'deal.lost': fc.record({ deal: entity, reason: words }, { requiredKeys: ['deal'] }),
  'proposal.accepted': fc.record({ proposal: entity }),
  'proposal.declined': fc.record({ proposal: entity, reason: words }, { requiredKeys: ['proposal'] }),
  'payment.received': nothing,
  'payment.failed': nothing,
  'competitor.evaluated': some({ competitor: words }),
  'org.restructured': some({ what: words }),
  'churn.notified': some({ reason: words }),
});

/**
 * Any valid observation at the account, of these types, within the years 2025 and 2026; about half have a contact. Their
 * few contacts, cases, deals and limits meet again and again, so that generated histories have a plot.
 */
export function observations(accountId: string, types = OBSERVATION_TYPES): fc.Arbitrary<Observed> {
  const data = dataOf(accountId);
  return fc.constantFrom(...types).chain((type) =>
    fc
      .record({
        observation: data[type].map((each) => parseObservation(type, each)),
        id: fc.uuid(),
        source: fc.constantFrom(...SOURCES),
        at: instant,
        contactId:
          type.startsWith('contact.') || type === 'consent.changed' || type === 'mail.changed'
            ? contactId
            : fc.option(contactId),
      })
      .map(({ observation, contactId: whom, ...envelope }): Observed => ({
        ...observation,
        ...envelope,
        accountId,
        ...(whom && { contactId: whom }),
      })),
  );
}

/** What was seen of one account, each thing once (by source and id), in no particular order. */
export const histories = (accountId: string, { maxLength = 40 } = {}): fc.Arbitrary<Observed[]> =>
  fc.uniqueArray(observations(accountId), { selector: ({ source, id }) => `${source}/${id}`, maxLength, size: 'max' });

/** The same things in another order, some of them more than once: what a network makes of them. */
export const asDelivered = (history: readonly Observed[]): fc.Arbitrary<Observed[]> =>
  fc
    .tuple(fc.shuffledSubarray([...history], { minLength: history.length }), fc.shuffledSubarray([...history]))
    .chain(([once, again]) => {
      const all = [...once, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length });
    });

/** Each thing once, in the order in which it happened: how the store reads them back. */
export function asStored(delivered: readonly Observed[]): Observed[] {
  const byKey = new Map(delivered.map((each) => [`${each.source}/${each.id}`, each]));
  return [...byKey.values()].sort(inOrder);
}

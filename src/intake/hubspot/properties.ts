import { comparableEmail, domainOf } from '../../domain/identity';
import type { ObservationType } from '../../domain/observations';
import type { CommitteeRole, Seniority } from '../../domain/roles';
import type { AccountStage } from '../../domain/account';
import { shortened } from '../shortened';
import { countryCode } from '../vocabulary';
import type { RecordKind } from './event';
import { timeZoneOf } from './time-zone';

/** What is said, not checked yet. */
export interface Said {
  readonly type: ObservationType;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What one value of a property says of the record with this id. An empty value is one that was cleared. */
export type Meaning = (value: string, id: string) => readonly Said[];

/** A value that is none of those that the property can have here; the message says what was expected. */
export class ValueNotUnderstood extends Error {}

const seen = (type: ObservationType, data: Said['data']): readonly Said[] => [{ type, data }];

/** Nothing is said by clearing the property: there is no observation that takes a description back. */
const unlessCleared =
  (meaning: Meaning): Meaning =>
  (value, id) =>
    value.trim() === '' ? [] : meaning(value.trim(), id);

function understood<T>(meant: T | undefined, expected: string): T {
  if (meant === undefined) throw new ValueNotUnderstood(`expected ${expected}`);
  return meant;
}

function oneOf<T>(table: Readonly<Record<string, T>>, value: string): T {
  const key = value.trim().toLowerCase();
  return understood(Object.hasOwn(table, key) ? table[key] : undefined, `one of ${Object.keys(table).join(', ')}`);
}

const account = (data: (value: string) => Said['data']): Meaning =>
  unlessCleared((value) => seen('account.described', data(value)));
const contact = (data: (value: string) => Said['data']): Meaning =>
  unlessCleared((value) => seen('contact.described', data(value)));

const STAGES: Readonly<Record<string, AccountStage>> = {
  subscriber: 'target',
  lead: 'prospect',
  marketingqualifiedlead: 'prospect',
  salesqualifiedlead: 'prospect',
  opportunity: 'prospect',
  customer: 'customer',
  evangelist: 'customer',
};

const SENIORITIES: Readonly<Record<string, Seniority>> = {
  executive: 'c-level',
  owner: 'c-level',
  partner: 'c-level',
  vp: 'vp',
  director: 'director',
  manager: 'manager',
  senior: 'individual',
  employee: 'individual',
  entry: 'individual',
};

const COMMITTEE: Readonly<Record<string, CommitteeRole | null>> = {
  champion: 'champion',
  budget_holder: 'economic-buyer',
  decision_maker: 'economic-buyer',
  executive_sponsor: 'economic-buyer',
  influencer: 'technical-evaluator',
  end_user: 'end-user',
  legal_and_compliance: 'procurement',
  blocker: 'blocker',
  other: null,
};

/** A contact can hold several buying roles, `CHAMPION;END_USER`; the first one counts that the committee knows. */
const committeeRole: Meaning = unlessCleared((value) => {
  const roles = value.split(';').map((role) => oneOf(COMMITTEE, role));
  const first = roles.find((role) => role !== null);
  return first ? seen('contact.described', { committeeRole: first }) : [];
});

/** Only consent that was freely given is consent; another legal basis allows transactional mail, as `unknown` does. */
const legalBasis: Meaning = (value) => {
  const given = value.split(';').some((basis) => basis.trim().toLowerCase() === 'freely given consent from contact');
  return seen('consent.changed', { consent: given ? 'granted' : 'unknown' });
};

const optOut: Meaning = (value) => {
  const withdrawn = oneOf({ true: true, false: false, '': false }, value);
  return seen('consent.changed', { consent: withdrawn ? 'withdrawn' : 'unknown' });
};

/** The stages with a meaning of their own are those of the default pipeline; others have ids of their own. */
const dealStage: Meaning = unlessCleared((stage, deal) => {
  if (stage === 'closedwon') return seen('deal.won', { deal });
  if (stage === 'closedlost') return seen('deal.lost', { deal });
  return seen('deal.moved', { deal, stage });
});

const whenTrue =
  (meaning: (id: string) => readonly Said[]): Meaning =>
  (value, id) =>
    oneOf({ true: true, false: false, '': false }, value) ? meaning(id) : [];

const SEVERITIES: Readonly<Record<string, number>> = { urgent: 1, high: 2, medium: 3, low: 4 };

/** Closed in the default pipeline; its other stages (new, waiting on contact, waiting on us) are all open. */
const TICKET_CLOSED = '4';

/** The properties that are understood, by record. Which of them HubSpot sends is chosen in the app's subscriptions. */
export const PROPERTIES: Readonly<Record<RecordKind, Readonly<Record<string, Meaning>>>> = {
  company: {
    name: account((name) => ({ name })),
    domain: account((value) => ({ domains: [understood(domainOf(value), 'a domain such as acme.example')] })),
    website: account((value) => ({ domains: [understood(domainOf(value), 'the address of a site')] })),
    country: account((value) => ({ country: understood(countryCode(value), 'the English name of a country') })),
    hs_country_code: account((value) => ({ country: understood(countryCode(value), 'an ISO 3166-1 code such as US') })),
    timezone: account((value) => ({ timeZone: understood(timeZoneOf(value), 'a time zone such as Europe/Berlin') })),
    lifecyclestage: account((value) => ({ stage: oneOf(STAGES, value) })),
  },
  contact: {
    hs_full_name_or_email: contact((name) => (name.includes('@') ? {} : { name })),
    email: contact((value) => ({ email: comparableEmail(value) })),
    jobtitle: contact((title) => ({ title })),
    phone: contact((phone) => ({ phone })),
    hs_seniority: contact((value) => ({ seniority: oneOf(SENIORITIES, value) })),
    hs_buying_role: committeeRole,
    hs_timezone: contact((value) => ({
      timeZone: understood(timeZoneOf(value), 'a value such as europe_slash_berlin'),
    })),
    country: contact((value) => ({ country: understood(countryCode(value), 'the English name of a country') })),
    hs_country_region_code: contact((value) => ({ country: understood(countryCode(value), 'an ISO 3166-1 code') })),
    hs_legal_basis: legalBasis,
    hs_email_optout: optOut,
    // Says nothing but which company the contact belongs to: see `subjectOf`.
    associatedcompanyid: () => [],
  },
  deal: {
    dealstage: dealStage,
    hs_is_closed_won: whenTrue((deal) => seen('deal.won', { deal })),
    hs_is_closed_lost: whenTrue((deal) => seen('deal.lost', { deal })),
    closed_lost_reason: unlessCleared((reason, deal) => seen('deal.lost', { deal, reason: shortened(reason, 500) })),
  },
  ticket: {
    hs_ticket_priority: unlessCleared((value, id) =>
      seen('support.opened', { case: id, severity: oneOf(SEVERITIES, value) }),
    ),
    hs_pipeline_stage: (stage, id) => (stage.trim() === TICKET_CLOSED ? seen('support.resolved', { case: id }) : []),
    closed_date: unlessCleared((_date, id) => seen('support.resolved', { case: id })),
    hs_ticket_reopened_at: unlessCleared((_date, id) => seen('support.reopened', { case: id })),
  },
};

/** Properties that cannot be told alone, with what to subscribe to instead. */
export const INSTEAD: Readonly<Record<string, string>> = {
  firstname: 'a part of a name does not name anybody; subscribe to hs_full_name_or_email instead',
  lastname: 'a part of a name does not name anybody; subscribe to hs_full_name_or_email instead',
};

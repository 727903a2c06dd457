import type { z } from 'zod';
import { comparableEmail, domainOf } from '../../domain/identity';
import type { Observation, ObservationType } from '../../domain/observations';
import { OBSERVATIONS } from '../../domain/observations';
import { asFields, fieldsOf, given, spelled, type Fields } from '../fields';
import { readMoment } from '../moment';
import { asObservation } from '../track-names';
import { countryCode } from '../vocabulary';

/**
 * A person, from traits that Segment reserves (https://segment.com/docs/connections/spec/identify/#traits): `email`, `name`
 * or `firstName` and `lastName`, `title`, `phone`; and from ours: `seniority`, `committeeRole`, `timeZone`, `country`, `joinedAt`,
 * `reportsTo`. Segment does not reserve ours, so a value that is none of ours is the sender's own and is left alone.
 */
export function describeContact(traits: Fields, where: string, context: Fields = {}): Observation {
  const whole = ['firstName', 'lastName']
    .map((field) => given(traits, field))
    .filter((part) => typeof part === 'string');
  const email = given(traits, 'email');
  const joined = given(traits, 'joinedAt');
  return described('contact.described', traits, where, {
    name: given(traits, 'name') ?? (whole.map((part) => part.trim()).join(' ') || undefined),
    email: typeof email === 'string' ? comparableEmail(email) : email,
    title: given(traits, 'title'),
    phone: given(traits, 'phone'),
    joinedAt: joined === undefined ? undefined : new Date(readMoment(joined, `${where}.joinedAt`)).toISOString(),
    ...ours('contact.described', [traits], ['seniority', 'committeeRole', 'reportsTo']),
    ...ours('contact.described', [traits, context], ['timeZone']),
    country: countryOf(traits),
  });
}

/**
 * An account, from traits that Segment reserves for groups (https://segment.com/docs/connections/spec/group/#traits): `name`,
 * `website` (its domain), `address.country`; and from ours: `domain`, `timeZone`, `country`, `tier`, `stage`.
 */
export function describeAccount(traits: Fields, where: string): Observation {
  const domains = [given(traits, 'website'), given(traits, 'domain')]
    .map((site) => (typeof site === 'string' && site.length <= 2000 ? domainOf(site) : undefined))
    .filter((each) => each !== undefined);
  return described('account.described', traits, where, {
    name: given(traits, 'name'),
    domains: domains.length === 0 ? undefined : [...new Set(domains)],
    ...ours('account.described', [traits], ['timeZone', 'tier', 'stage']),
    country: countryOf(traits),
  });
}

const CONTRACT_TRAITS = ['seats', 'seatPrice', 'currency', 'limits', 'arr', 'renewalOn'] as const;

/**
 * The contract, when a group call gives any of `seats`, `seatPrice` (a year), `currency`, `limits`
 * (`[{ name, used, limit }]`), `arr` or `renewalOn`; `plan` goes with them. `plan` alone is no contract: trials have one too.
 */
export function describeContract(traits: Fields, where: string): readonly Observation[] {
  const names = CONTRACT_TRAITS.filter((name) => given(traits, name) !== undefined);
  if (names.length === 0) return [];
  const entries = ['plan', ...names].map((name) => [name, given(traits, name)]);
  return [described('contract.changed', traits, where, Object.fromEntries(entries) as Fields)];
}

/** `country`, else `address.country`, by code or English name. */
const countryOf = (traits: Fields): string | undefined =>
  [given(traits, 'country'), given(asFields(given(traits, 'address')), 'country')]
    .map((country) => (typeof country === 'string' ? countryCode(country) : undefined))
    .find((code) => code !== undefined);

/** Our own traits, as far as their values are ours; the first of the places that has one. */
function ours(
  type: 'contact.described' | 'account.described',
  places: readonly Fields[],
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const shape: Readonly<Record<string, z.ZodType>> = OBSERVATIONS[type].shape;
  const found = names.map((name) => [
    name,
    places
      .map((place) => given(place, name))
      .find((value) => value !== undefined && shape[name]?.safeParse(value).success),
  ]);
  return Object.fromEntries(found) as Fields;
}

function described(type: ObservationType, traits: Fields, where: string, data: Fields): Observation {
  const known = Object.entries(data).filter(([, value]) => value !== undefined);
  const senders = new Map(known.map(([field]) => [field, spelled(traits, field) ?? field]));
  return asObservation(type, Object.fromEntries(known), where, senders);
}

/** The company of a person: `traits.company`. */
export function describeCompany(traits: Fields): readonly Observation[] {
  const company = given(traits, 'company');
  // Some send the company's name alone.
  if (company === undefined || typeof company === 'string')
    return company ? [describeAccount({ name: company }, 'traits')] : [];
  return [describeAccount(fieldsOf(company, 'traits.company'), 'traits.company')];
}

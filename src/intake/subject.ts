import { z } from 'zod';
import { comparableEmail, domainOf } from '../domain/identity';
import type { Observation, ObservationType } from '../domain/observations';
import type { Name, Subject } from './incoming';
import { emailName, nameIn } from './incoming';
import { Unreadable } from './unreadable';

const OF_A_CONTACT: readonly ObservationType[] = [
  'contact.described',
  'contact.left',
  'consent.changed',
  'mail.changed',
];
const emailSchema = z.email();

/** An e-mail address in lower case, its domain in ASCII; undefined for anything else. */
export function asEmail(value: unknown): string | undefined {
  const parsed = emailSchema.safeParse(typeof value === 'string' ? comparableEmail(value) : value);
  return parsed.success ? parsed.data : undefined;
}

/**
 * Whom observations are about: the names the sender gave, and those that the observations carry themselves (the account
 * that is loaded, the contact's e-mail address).
 *
 * @param how tells the sender how to name whom it is about
 * @throws Unreadable `SUBJECT_MISSING`
 */
export function subjectOf(
  names: { readonly account: readonly Name[]; readonly contact: readonly Name[] },
  observations: readonly Observation[],
  how: { readonly account: string; readonly contact: string },
): Subject {
  const account = new Set(names.account);
  const contact = new Set(names.contact);
  const domains = new Set<string>();
  let accountName: string | undefined;
  for (const { type, data } of observations) {
    if (type === 'account.loaded') account.add(nameIn('playmaker', data.account.id));
    if (type === 'contact.described' && data.email) contact.add(emailName(data.email));
    const described = type === 'account.loaded' ? data.account : type === 'account.described' ? data : {};
    accountName ??= described.name;
    for (const domain of described.domains?.flatMap((told) => domainOf(told) ?? []) ?? []) domains.add(domain);
  }
  if (contact.size === 0 && observations.some(({ type }) => OF_A_CONTACT.includes(type)))
    throw new Unreadable('SUBJECT_MISSING', `Says nothing about whom it concerns: ${how.contact}.`);
  if (contact.size + account.size === 0)
    throw new Unreadable('SUBJECT_MISSING', `Names neither account nor contact: ${how.account}, or ${how.contact}.`);
  return {
    account: [...account],
    ...(accountName === undefined ? {} : { accountName }),
    domains: [...domains],
    contact: [...contact],
  };
}

/** @module What activities look up of an account: its record, its contacts, and who of ours answers for a role. */
import { contactIn, type Account, type Contact, type Person } from '../src/domain/account';
import { isAway, resolveRole, type Resolved } from '../src/domain/role-resolution';
import { ROLE_TITLES, type Role } from '../src/domain/roles';
import type { Instant } from '../src/domain/waits';
import type { Store } from '../src/store/store';
import { failure } from './failures';

/** UNKNOWN_ACCOUNT is final. */
export async function accountOf(store: Store, accountId: string): Promise<Account> {
  const account = await store.accounts.get(accountId);
  if (!account) throw failure('UNKNOWN_ACCOUNT', `There is no account "${accountId}".`);
  return account;
}

/** UNKNOWN_CONTACT is final. */
export function contactOf(account: Account, contactId: string): Contact {
  const contact = contactIn(account, contactId);
  if (!contact) throw failure('UNKNOWN_CONTACT', `${account.name} (${account.id}) has no contact "${contactId}".`);
  return contact;
}

/** Who answers for the role on the account at that moment. ROLE_UNASSIGNED is final. */
export async function holderOf(store: Store, account: Account, role: Role, at: Instant): Promise<Resolved> {
  const resolved = resolveRole(account, await lineOf(store, account.team[role], at), role, at);
  if (!resolved) throw failure('ROLE_UNASSIGNED', `${account.name} (${account.id}) has no ${ROLE_TITLES[role]}.`);
  return resolved;
}

/** The person of that address and, as long as each is away, the delegate after them. */
async function lineOf(store: Store, first: string | undefined, at: Instant): Promise<readonly Person[]> {
  const line: Person[] = [];
  for (let email = first; email !== undefined;) {
    const person = await store.people.byEmail(email);
    if (!person || line.some((earlier) => earlier.email === person.email)) break;
    line.push(person);
    email = isAway(person, at) ? person.delegate : undefined;
  }
  return line;
}

import type { Account, Contact, Person } from '../../src/domain/account';
import type { Busy, WorkingCalendar } from '../../src/domain/business-time';
import { resolveRole } from '../../src/domain/role-resolution';
import { ROLE_TITLES, type Role } from '../../src/domain/roles';
import type { Instant } from '../../src/domain/waits';
import type { Meeting, Store } from '../../src/store/store';
import { failure } from '../failures';

/** Somebody who takes part in a meeting, and when they can. */
export interface Participant {
  readonly name: string;
  readonly email: string;
  readonly side: 'ours' | 'theirs';
  readonly calendar: WorkingCalendar;
  readonly away?: Busy;
  readonly contactId?: string;
}

/** An account and our people, read once for one call. */
export interface Surroundings {
  readonly account: Account;
  readonly people: readonly Person[];
}

/** UNKNOWN_ACCOUNT is final. */
export async function surroundings(store: Store, accountId: string): Promise<Surroundings> {
  const [account, people] = await Promise.all([store.accounts.get(accountId), store.people.list()]);
  if (!account) throw failure('UNKNOWN_ACCOUNT', `There is no account "${accountId}".`);
  return { account, people };
}

/** Who answers for the role at that moment. ROLE_UNASSIGNED is final. */
export function personFor({ account, people }: Surroundings, role: Role, at: Instant): Person {
  const resolved = resolveRole(account, people, role, at);
  if (!resolved)
    throw failure(
      'ROLE_UNASSIGNED',
      `Nobody whom we know is ${ROLE_TITLES[role]} (${role}) on account "${account.id}".`,
    );
  return resolved.person;
}

/** UNKNOWN_CONTACT is final. */
export function contactOf({ account }: Surroundings, contactId: string): Contact {
  const contact = account.contacts.find(({ id }) => id === contactId);
  if (!contact) throw failure('UNKNOWN_CONTACT', `Account "${account.id}" has no contact "${contactId}".`);
  return contact;
}

/**
 * Hosts (the first is the organizer) and guests of a new meeting, each once. Guests who withdrew their consent are left
 * out; when nobody of their side is left, CONSENT_WITHDRAWN is final.
 */
export function participantsFor(
  around: Surroundings,
  request: { readonly hosts: readonly Role[]; readonly guests: readonly string[]; readonly at: Instant },
): readonly [Participant, ...Participant[]] {
  const [organizer, ...hosts] = request.hosts.map((role) => host(personFor(around, role, request.at)));
  if (!organizer) throw failure('ROLE_UNASSIGNED', 'The meeting has no host.');
  const guests = request.guests.map((id) => contactOf(around, id));
  const willing = guests.filter(({ consent }) => consent !== 'withdrawn').map(guest);
  if (guests.length && !willing.length)
    throw failure(
      'CONSENT_WITHDRAWN',
      `${guests.map(({ name }) => name).join(', ')} withdrew consent to be written to.`,
    );
  const known = new Set([organizer.email.toLowerCase()]);
  const others = [...hosts, ...willing].filter(({ email }) => {
    const isNew = !known.has(email.toLowerCase());
    known.add(email.toLowerCase());
    return isNew;
  });
  return [organizer, ...others];
}

/** Who still takes part in a meeting that was made before: without those who withdrew their consent since. */
export function participantsOf({ account, people }: Surroundings, meeting: Meeting): readonly Participant[] {
  return meeting.attendees.flatMap((attendee): Participant[] => {
    const isThem = ({ email }: { email: string }) => email.toLowerCase() === attendee.email.toLowerCase();
    const person = attendee.side === 'ours' ? people.find(isThem) : undefined;
    const contact = attendee.side === 'theirs' ? account.contacts.find(isThem) : undefined;
    if (contact?.consent === 'withdrawn') return [];
    if (contact) return [guest(contact)];
    return [person ? host(person) : { ...attendee, calendar: calendarOf(account) }];
  });
}

/** Only zone and country: working hours are the same for all. */
export const calendarOf = ({ timeZone, country }: WorkingCalendar): WorkingCalendar => ({ timeZone, country });

const host = (person: Person): Participant => ({
  name: person.name,
  email: person.email,
  side: 'ours',
  calendar: calendarOf(person),
  away: person.away,
});

const guest = (contact: Contact): Participant => ({
  name: contact.name,
  email: contact.email,
  side: 'theirs',
  calendar: calendarOf(contact),
  contactId: contact.id,
});

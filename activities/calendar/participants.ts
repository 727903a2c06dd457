import type { Contact, Person } from '../../src/domain/account';
import type { Busy, WorkingCalendar } from '../../src/domain/business-time';
import type { Meeting, Store } from '../../src/store/store';
import { accountOf, contactOf, holderOf } from '../account-team';
import { failure } from '../failures';
import type { ScheduleRequest } from './port';

/** Somebody who takes part in a meeting, and when they can. */
export interface Participant {
  readonly name: string;
  readonly email: string;
  readonly side: 'ours' | 'theirs';
  readonly calendar: WorkingCalendar;
  readonly away?: Busy;
  readonly contactId?: string;
}

/**
 * Hosts (the first is the organizer) and guests of a new meeting, each once. Guests who withdrew their consent are left
 * out; when nobody of their side is left, CONSENT_WITHDRAWN is final.
 */
export async function participantsFor(
  store: Store,
  request: Pick<ScheduleRequest, 'accountId' | 'hosts' | 'guests' | 'at'>,
): Promise<readonly [Participant, ...Participant[]]> {
  const account = await accountOf(store, request.accountId);
  const holders = await Promise.all(request.hosts.map((role) => holderOf(store, account, role, request.at)));
  const [organizer, ...hosts] = holders.map(({ person }) => host(person));
  if (!organizer) throw failure('ROLE_UNASSIGNED', 'The meeting has no host.');
  const guests = request.guests.map((id) => contactOf(account, id));
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
export async function participantsOf(store: Store, meeting: Meeting): Promise<readonly Participant[]> {
  const account = await accountOf(store, meeting.accountId);
  const participants = meeting.attendees.map(async (attendee): Promise<Participant[]> => {
    const isThem = ({ email }: Contact) => email.toLowerCase() === attendee.email.toLowerCase();
    const person = attendee.side === 'ours' ? await store.people.byEmail(attendee.email) : undefined;
    const contact = attendee.side === 'theirs' ? account.contacts.find(isThem) : undefined;
    if (contact?.consent === 'withdrawn') return [];
    if (contact) return [guest(contact)];
    return [person ? host(person) : { ...attendee, calendar: calendarOf(account) }];
  });
  return (await Promise.all(participants)).flat();
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

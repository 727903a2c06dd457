import type { Contact } from './account';
import { atLeast, type CommitteeRole, type Seniority } from './roles';
import { waitMs, type CalendarWait, type Instant } from './waits';

/** Which contacts of an account are meant. Every given criterion must hold. */
export interface ContactSelection {
  readonly joinedWithin?: CalendarWait;
  /** At least this senior. */
  readonly seniority?: Seniority;
  readonly committeeRole?: CommitteeRole;
  /** Direct reports of these contacts. */
  readonly reportsTo?: readonly string[];
}

/** Contacts that meet the selection and have not withdrawn consent. */
export function selectContacts(contacts: readonly Contact[], selection: ContactSelection, now: Instant): Contact[] {
  const joinedSince = selection.joinedWithin && Date.parse(now) - waitMs(selection.joinedWithin);
  return contacts.filter(
    (contact) =>
      contact.consent !== 'withdrawn' &&
      (joinedSince === undefined ||
        (contact.joinedAt !== undefined && Date.parse(contact.joinedAt) >= joinedSince && contact.joinedAt <= now)) &&
      (!selection.seniority || atLeast(contact.seniority, selection.seniority)) &&
      (!selection.committeeRole || contact.committeeRole === selection.committeeRole) &&
      (!selection.reportsTo || (contact.reportsTo !== undefined && selection.reportsTo.includes(contact.reportsTo))),
  );
}

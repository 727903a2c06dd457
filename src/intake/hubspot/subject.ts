import { domainOf } from '../../domain/identity';
import { emailName, nameIn, type Name, type Subject } from '../incoming';
import { recordOfType, RECORDS, type HubspotEvent, type RecordKind } from './event';

/** `hubspot:contact:51`. */
export const recordName = (record: RecordKind, id: string): Name => nameIn('hubspot', `${record}:${id}`);

const NOBODY: Subject = { account: [], domains: [], contact: [] };

/** A contact is a contact; a company, a deal and a ticket are names of the account they belong to. */
const named = (record: RecordKind, ...ids: readonly string[]): Subject => {
  const names = ids.map((id) => recordName(record, id));
  return record === 'contact' ? { ...NOBODY, contact: names } : { ...NOBODY, account: names };
};

const together = (one: Subject, other: Subject): Subject => ({
  account: [...one.account, ...other.account],
  domains: [...one.domains, ...other.domains],
  contact: [...one.contact, ...other.contact],
});

/** Whom a change of a property is about; some values are names themselves. */
export function subjectOfProperty(record: RecordKind, id: string, property: string, value: string): Subject {
  const subject = named(record, id);
  if (value.trim() === '') return subject;
  if (record === 'company' && property === 'name') return { ...subject, accountName: value.trim() };
  if (record === 'company' && (property === 'domain' || property === 'website')) {
    const domain = domainOf(value);
    return { ...subject, domains: domain ? [domain] : [] };
  }
  if (record === 'contact' && property === 'email')
    return together(subject, { ...NOBODY, contact: [emailName(value)] });
  if (record === 'contact' && property === 'associatedcompanyid' && /^\d{1,20}$/.test(value.trim())) {
    return together(named('company', value.trim()), subject);
  }
  return subject;
}

export const subjectOfRecord = (record: RecordKind, id: string): Subject => named(record, id);

/** All records that became one are one. */
export function subjectOfMerge(record: RecordKind, event: HubspotEvent): Subject {
  const { newObjectId, primaryObjectId, mergedObjectIds, objectId } = event;
  const ids = [newObjectId, primaryObjectId, ...(mergedObjectIds ?? []), objectId].filter((id) => id != null);
  return named(record, ...new Set(ids));
}

const endsByType = ({ fromObjectTypeId, toObjectTypeId }: HubspotEvent) =>
  [recordOfType(fromObjectTypeId), recordOfType(toObjectTypeId)] as const;

function endsOf(event: HubspotEvent): readonly (RecordKind | undefined)[] {
  const match = /^([A-Z]+)_TO_([A-Z]+)$/.exec(event.associationType ?? '');
  if (!match) return endsByType(event);
  return [match[1], match[2]].map((end) => RECORDS.find((record) => record === end?.toLowerCase()));
}

/**
 * Which records belong together: a company with its contacts, deals and tickets. Other associations say nothing about
 * the account, and neither does the end of one: where somebody went is said by the next.
 */
export function subjectOfAssociation(event: HubspotEvent): Subject {
  const { fromObjectId, toObjectId, associationRemoved } = event;
  const [from, to] = endsOf(event);
  if (associationRemoved || !from || !to || fromObjectId == null || toObjectId == null || from === to) return NOBODY;
  if (from === 'company') return together(named(from, fromObjectId), named(to, toObjectId));
  if (to === 'company') return together(named(to, toObjectId), named(from, fromObjectId));
  return NOBODY;
}

import type { Observation } from '../../domain/observations';
import type { Instant } from '../../domain/waits';
import { MOST_BYTES_PER_ITEM, refuseHostile } from '../hostile-json';
import type { Incoming, Read, Subject } from '../incoming';
import { happenedAt } from '../moment';
import { readItem } from '../read-item';
import { asObservation } from '../track-names';
import { fits, invalid, Unreadable } from '../unreadable';
import { changeOf, eventName, hubspotEventSchema, typeOf, type HubspotEvent, type RecordKind } from './event';
import { INSTEAD, PROPERTIES, ValueNotUnderstood, type Meaning, type Said } from './properties';
import { subjectOfAssociation, subjectOfMerge, subjectOfProperty, subjectOfRecord } from './subject';

/** What an event means: whom it is about and what was seen. */
interface Meant {
  readonly subject: Subject;
  readonly observations: readonly Observation[];
}

const described = (record: RecordKind): Observation[] => {
  if (record === 'contact') return [{ type: 'contact.described', data: {} }];
  return record === 'company' ? [{ type: 'account.described', data: {} }] : [];
};

const LEFT: Observation = { type: 'contact.left', data: {} };
const FORGOTTEN: Observation = { type: 'consent.changed', data: { consent: 'withdrawn' } };

type Reader = (record: RecordKind, id: string, event: HubspotEvent) => Meant;

/** What can happen to a record. */
const CHANGES: Readonly<Record<string, Reader>> = {
  creation: (record, id) => ({ subject: subjectOfRecord(record, id), observations: described(record) }),
  restore: (record, id) => ({ subject: subjectOfRecord(record, id), observations: described(record) }),
  deletion: (record, id) => ({
    subject: subjectOfRecord(record, id),
    observations: record === 'contact' ? [LEFT] : [],
  }),
  privacyDeletion: (record, id) => ({
    subject: subjectOfRecord(record, id),
    observations: record === 'contact' ? [FORGOTTEN, LEFT] : [],
  }),
  merge: (record, _id, event) => ({ subject: subjectOfMerge(record, event), observations: [] }),
  propertyChange: readProperty,
};

function readProperty(record: RecordKind, id: string, { propertyName, propertyValue }: HubspotEvent): Meant {
  const property = propertyName ?? '';
  const meanings = PROPERTIES[record];
  const meaning = Object.hasOwn(meanings, property) ? meanings[property] : undefined;
  if (!meaning) {
    const instead = Object.hasOwn(INSTEAD, property) ? INSTEAD[property] : undefined;
    const known = `known are ${Object.keys(meanings).join(', ')}`;
    throw new Unreadable('EVENT_UNKNOWN', `propertyName: "${property}" of a ${record}: ${instead ?? known}`);
  }
  const value = propertyValue ?? '';
  const observations = said(meaning, value, id, property).map(({ type, data }) =>
    asObservation(type, data, 'propertyValue', new Map(Object.keys(data).map((field) => [field, property]))),
  );
  return { subject: subjectOfProperty(record, id, property, value), observations };
}

function said(meaning: Meaning, value: string, id: string, property: string): readonly Said[] {
  try {
    return meaning(value, id);
  } catch (error) {
    throw error instanceof ValueNotUnderstood ? invalid(`propertyValue.${property}: ${error.message}`) : error;
  }
}

function meaningOf(event: HubspotEvent): Meant {
  const what = changeOf(event);
  const change = what?.change ?? typeOf(event).split('.')[1];
  if (change === 'associationChange') return { subject: subjectOfAssociation(event), observations: [] };
  const reader = what && Object.hasOwn(CHANGES, what.change) ? CHANGES[what.change] : undefined;
  if (!what || !reader) {
    const type = [typeOf(event), event.objectTypeId].filter(Boolean).join(' of ');
    throw new Unreadable(
      'EVENT_UNKNOWN',
      `subscriptionType: "${type}" is not one of contact, company, deal or ticket (or object with objectTypeId 0-1, 0-2, 0-3 or 0-5) with ${Object.keys(CHANGES).join(', ')} or associationChange`,
    );
  }
  const id = event.objectId ?? event.newObjectId ?? event.primaryObjectId;
  if (id == null) throw invalid('objectId: expected the id of the record');
  return reader(what.record, id, event);
}

function incomingOf(raw: unknown, receivedAt: Instant): Incoming {
  refuseHostile(raw, MOST_BYTES_PER_ITEM);
  const event = fits(hubspotEventSchema, raw, '');
  const moment = happenedAt(event.occurredAt, receivedAt, 'occurredAt');
  return { source: 'hubspot', id: eventName(event), ...moment, ...meaningOf(event) };
}

function readEvent(raw: unknown, receivedAt: Instant): Read {
  const parsed = hubspotEventSchema.safeParse(raw);
  const id = parsed.success ? { id: eventName(parsed.data) } : {};
  return readItem('hubspot', { raw, ...id }, () => incomingOf(raw, receivedAt));
}

function eventsOf(body: unknown): readonly unknown[] | undefined {
  if (typeof body !== 'string') return Array.isArray(body) ? body : undefined;
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads the body of a HubSpot webhook, as text or as the array it is: up to a hundred events, each by itself, so that
 * it makes no difference how HubSpot bundles them. A refused event is read again as `readHubspot([raw], …)`.
 *
 * **Who belongs to whom.** An event about a property names one record and nothing else, so its subject is only
 * `hubspot:contact:ID` as contact, or `hubspot:company:ID`, `hubspot:deal:ID` or `hubspot:ticket:ID` as account. That a
 * contact belongs to a company is learnt from the contact's property `associatedcompanyid` and from
 * `contact.associationChange`; that a deal or a ticket does, from `deal.associationChange` and
 * `ticket.associationChange`: subscribe to these too. Such an event names both in its subject and has no observations.
 *
 * **What is no news.** Creations of deals and tickets, cleared properties, associations between other records and
 * associations that end are understood and have neither observations nor anything to keep.
 *
 * @param receivedAt when the request came; what claims to have happened more than a day later is refused
 * @example
 * readHubspot('[{"eventId":1,"subscriptionType":"contact.propertyChange","propertyName":"jobtitle",…}]', now);
 */
export function readHubspot(body: unknown, receivedAt: Instant): readonly Read[] {
  const events = eventsOf(body);
  if (events) return events.map((event) => readEvent(event, receivedAt));
  return [
    readItem('hubspot', { raw: body }, () => {
      throw new Unreadable('BODY_INVALID', 'Expected a JSON list of events.');
    }),
  ];
}

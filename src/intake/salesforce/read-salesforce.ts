import type { Instant } from '../../domain/waits';
import type { Incoming, Read } from '../incoming';
import { refuseHostile } from '../hostile-json';
import { happenedAt, readMoment, type Moment } from '../moment';
import { readItem } from '../read-item';
import { Unreadable } from '../unreadable';
import { OBJECTS } from './objects';
import { idOf, openMessage, openNotification, type Fields, type OutboundMessage } from './soap';

/** What one message said. */
export interface SalesforceReads {
  readonly reads: readonly Read[];
  /** Who sent it. A message carries no signature, so compare this with the organization you know. */
  readonly organizationId?: string;
}

function momentOf(fields: Fields, receivedAt: Instant): Moment {
  const field = ['LastModifiedDate', 'SystemModstamp'].find((name) => fields[name] !== undefined);
  if (field === undefined) return { at: receivedAt };
  return happenedAt(readMoment(fields[field], `sObject.${field}`), receivedAt, `sObject.${field}`);
}

function incomingOf(raw: unknown, receivedAt: Instant): Incoming {
  refuseHostile(raw);
  const { id, object, fields } = openNotification(raw);
  const meaning = Object.hasOwn(OBJECTS, object) ? OBJECTS[object] : undefined;
  if (!meaning) {
    const known = Object.keys(OBJECTS).join(', ');
    throw new Unreadable('EVENT_UNKNOWN', `sObject: "${object}" is none of ${known}`);
  }
  return { source: 'salesforce', id, ...momentOf(fields, receivedAt), ...meaning(fields) };
}

const readNotification = (raw: unknown, receivedAt: Instant): Read =>
  readItem('salesforce', { raw, id: idOf(raw) }, () => incomingOf(raw, receivedAt));

/** Whoever holds a session id can call Salesforce in its user's name: it is never kept. */
const withoutSession = (xml: string): string => xml.replace(/(<(?:\w+:)?SessionId\b[^>]*>)[^<]*/g, '$1');

/**
 * Reads an outbound message: a SOAP envelope with up to a hundred notifications, each of which is the whole record as it
 * was when it was sent, and each read by itself. What is refused is kept as `raw`, which is read again by this function.
 * Source: developer.salesforce.com/docs/platform/api/guide/sforce-api-om-outboundmessaging-notifications.html.
 *
 * A notification's id is the same in every attempt to deliver it. It happened at the record's `LastModifiedDate` (else
 * `SystemModstamp`, else when it was received): add that to the fields that the message sends, since messages overtake each other.
 * A record says how things *are*: an open case is `support.opened` at each of its changes, a won deal each time `deal.won`.
 *
 * Entities and document type declarations are not read at all: see `soap.ts`.
 *
 * @param message the body as text, or the `raw` of a notification that was refused
 * @example
 * const { reads } = readSalesforce(body, now);
 * await intake.take(reads);
 * reply.type('text/xml').send(salesforceAck(true));
 */
export function readSalesforce(message: unknown, receivedAt: Instant): SalesforceReads {
  if (typeof message !== 'string') return { reads: [readNotification(message, receivedAt)] };
  let opened: OutboundMessage;
  try {
    opened = openMessage(message);
  } catch (error) {
    const refusal = readItem('salesforce', { raw: withoutSession(message) }, () => {
      throw error;
    });
    return { reads: [refusal] };
  }
  const { organizationId, notifications } = opened;
  return { organizationId, reads: notifications.map((raw) => readNotification(raw, receivedAt)) };
}

import { z } from 'zod';
import type { Observation, ObservationType } from '../../domain/observations';
import { TOLD_TYPES } from '../../domain/observations';
import type { Instant } from '../../domain/waits';
import { asFields } from '../fields';
import { MOST_BYTES_PER_ITEM, refuseHostile } from '../hostile-json';
import type { Incoming, Read } from '../incoming';
import { happenedAt, readMoment } from '../moment';
import { readItem } from '../read-item';
import { subjectOf } from '../subject';
import { asObservation } from '../track-names';
import { fits, invalid, Unreadable } from '../unreadable';
import { eventsIn, isJson, parsed, type RequestHeaders } from './modes';
import { namesOf } from './subject-names';

const text = z.string('expected text').trim().min(1, 'expected text that is not empty');

/** Attributes of the core specification (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md). */
const attributesSchema = z.object({
  specversion: z.literal('1.0', 'expected 1.0'),
  id: text.max(200),
  source: text.max(500),
  type: text.max(200),
  subject: z.string().max(500).optional(),
  time: z.string().optional(),
  datacontenttype: z.string().optional(),
  data_base64: z.base64().optional(),
});

const HOW = {
  account: 'write the subject as accounts/<account>',
  contact: 'write the subject as accounts/<account>/contacts/<contact or e-mail address>',
};

/**
 * Reads one request of CloudEvents 1.0 over HTTP: binary, structured or batched, in JSON. Never throws: what cannot be
 * understood comes back refused, alone, in the JSON event format; so that it is replayed as a structured event.
 *
 * - `type`: an observation's type alone, with our prefix (`playmaker.support.opened`), or at the end of a reverse-DNS name
 *   (`com.acme.support.opened`, also with a version: `com.acme.support.opened.v1`); `data` as that type has it, strictly.
 * - `subject`: `accounts/acme`, `acme` or `accounts/acme/contacts/olivia`; see `namesOf`.
 * - `source` and `id` together are the event's identity; `time` is when it happened, `receivedAt` without it.
 *
 * @param headers the request's headers, in any case
 * @param body as bytes, as text, or parsed
 */
export function readCloudEvents(headers: RequestHeaders, body: unknown, receivedAt: Instant): readonly Read[] {
  let found: ReturnType<typeof eventsIn>;
  try {
    found = eventsIn(headers, body);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const raw = body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : body;
    return [
      readItem('cloudevents', { raw }, () => {
        throw error;
      }),
    ];
  }
  const mostBytes = found.batch ? MOST_BYTES_PER_ITEM : Infinity;
  return found.events.map((raw) => readEvent(raw, mostBytes, receivedAt));
}

function readEvent(raw: unknown, mostBytes: number, receivedAt: Instant): Read {
  return readItem('cloudevents', { raw, id: asFields(raw).id }, () => {
    refuseHostile(raw, mostBytes);
    return incomingOf(raw, receivedAt);
  });
}

function incomingOf(raw: unknown, receivedAt: Instant): Incoming {
  // "When a null value is encountered, it MUST be treated as the equivalent of unset or omitted."
  const present = Object.fromEntries(Object.entries(asFields(raw)).filter(([, value]) => value !== null));
  const attributes = fits(attributesSchema, present, '');
  const { id, source, subject, time } = attributes;
  const observations = [observationOf(attributes.type, dataOf(attributes, present.data))];
  return {
    source: 'cloudevents',
    // Neither part can hold the blank between them, so two events never share one identity.
    id: `${source.replace(/\s/g, encodeURIComponent)} ${id.replace(/\s/g, encodeURIComponent)}`,
    ...(time === undefined ? { at: receivedAt } : happenedAt(readMoment(time, 'time'), receivedAt, 'time')),
    subject: subjectOf(namesOf(subject), observations, HOW),
    observations,
  };
}

function dataOf({ datacontenttype, data_base64: bytes }: z.output<typeof attributesSchema>, data: unknown): unknown {
  if (!isJson(datacontenttype)) throw invalid(`datacontenttype: expected application/json`);
  const value = bytes === undefined ? data : parsed(Buffer.from(bytes, 'base64'));
  refuseHostile(value);
  return value ?? {};
}

function observationOf(type: string, data: unknown): Observation {
  const known = observationType(type);
  if (known) return asObservation(known, data, 'data');
  throw new Unreadable(
    'EVENT_UNKNOWN',
    `type: expected the type of an observation, such as playmaker.usage.measured or com.yours.usage.measured`,
  );
}

/** `com.acme.support.opened.v1` is `support.opened`; undefined for what is none of ours. */
function observationType(type: string): ObservationType | undefined {
  const unversioned = type.replace(/\.v\d+$/, '');
  return TOLD_TYPES.find((known) => unversioned === known || unversioned.endsWith(`.${known}`));
}

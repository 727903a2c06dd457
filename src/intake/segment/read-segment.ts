import type { Instant } from '../../domain/waits';
import { asFields } from '../fields';
import { MOST_BYTES_PER_ITEM, refuseHostile } from '../hostile-json';
import type { Incoming, Read } from '../incoming';
import { readItem } from '../read-item';
import { subjectOf } from '../subject';
import { fits, Unreadable } from '../unreadable';
import { isSegmentCall, SEGMENT_CALLS, type SegmentCall } from './call';
import { readMessage, type Message } from './message';
import { observationsOf } from './observations-of';
import { z } from 'zod';

const HOW = {
  account: 'give groupId or context.groupId',
  contact: 'give userId, anonymousId or traits.email',
};
const anObject = z.record(z.string(), z.unknown(), 'expected a JSON object');

/**
 * Reads one request of Segment's HTTP API. Never throws: what cannot be understood comes back refused, alone.
 *
 * What is refused is kept as a batch item complete in itself (its call as `type`, the batch's `context` and `sentAt`
 * with it), so that it is replayed as `readSegment('batch', { batch: [raw] }, receivedAt)`.
 *
 * `context.consent` is not read: Segment's consent object is about collecting data, and its documentation advises against
 * using it for what people agree to be sent. Consent to mail comes by the track calls "Consent Changed", "Unsubscribed" and
 * "Email Marked as Spam".
 *
 * @param call the last part of the path: `/v1/track`
 * @param body the request's body, parsed
 * @param receivedAt when the request arrived; the clock that the sender's is corrected by
 */
export function readSegment(call: SegmentCall | 'batch', body: unknown, receivedAt: Instant): readonly Read[] {
  if (call !== 'batch') return [readCall(isObject(body) ? { ...body, type: call } : body, Infinity, receivedAt)];
  if (!isObject(body) || !Array.isArray(body.batch))
    return [
      readItem('segment', { raw: body }, () => {
        throw new Unreadable('BODY_INVALID', 'batch: expected a list of calls');
      }),
    ];
  const { context, sentAt } = body;
  return body.batch.map((item: unknown) =>
    readCall(isObject(item) ? ofBatch(item, context, sentAt) : item, MOST_BYTES_PER_ITEM, receivedAt),
  );
}

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** "The same as Context for other calls, but it will be merged with any context inside each of the items in the batch." */
function ofBatch(item: Body, context: unknown, sentAt: unknown): Body {
  const merged =
    isObject(context) && isObject(item.context ?? {}) ? { ...context, ...(item.context as Body) } : undefined;
  return {
    ...item,
    ...(merged ? { context: merged } : {}),
    ...(sentAt === undefined || item.sentAt !== undefined ? {} : { sentAt }),
  };
}

function readCall(raw: unknown, mostBytes: number, receivedAt: Instant): Read {
  return readItem('segment', { raw, id: asFields(raw).messageId }, () => {
    refuseHostile(raw, mostBytes);
    const body = fits(anObject, raw, '');
    const { type } = body;
    if (!isSegmentCall(type)) throw new Unreadable('CALL_UNKNOWN', `type: expected one of ${SEGMENT_CALLS.join(', ')}`);
    return incomingOf(type, readMessage(body, receivedAt));
  });
}

function incomingOf(call: SegmentCall, message: Message): Incoming {
  const observations = observationsOf(call, message);
  const { id, moment, names } = message;
  return { source: 'segment', id, ...moment, subject: subjectOf(names, observations, HOW), observations };
}

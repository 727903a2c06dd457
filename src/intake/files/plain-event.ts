import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../domain/waits';
import { FILE_TYPES, type ObservationType } from '../../domain/observations';
import { canonicalJson } from '../hostile-json';
import { emailName, nameIn, type Incoming, type Name } from '../incoming';
import { happenedAt, readMoment } from '../moment';
import { asEmail, subjectOf } from '../subject';
import { asObservation } from '../track-names';
import { fits, invalid, Unreadable } from '../unreadable';

const text = z.string('expected text').trim().min(1, 'expected text that is not empty').max(200);

/** One line of a file, in JSON's words; `null` counts as absent. */
const plainEventSchema = z.strictObject({
  /** The same id again is the same event. Absent: made from the content. */
  id: text.nullish(),
  type: text,
  /** ISO 8601. */
  at: z.string('expected an ISO 8601 date and time such as 2026-03-02T09:00:00.000Z'),
  account: text,
  contact: text.nullish(),
  email: z.email().nullish(),
  data: z.record(z.string(), z.unknown(), 'expected an object').nullish(),
});

export const PLAIN_FIELDS = ['id', 'type', 'at', 'account', 'contact', 'email', 'data'] as const;

/** Systems whose names of accounts and contacts may be written in full. */
const SYSTEM = /^(segment|hubspot|salesforce|playmaker|email):./;
const nameOf = (id: string): Name => (SYSTEM.test(id) ? id : nameIn('playmaker', id));

function contactNames(contact: string | null | undefined, email: string | null | undefined): readonly Name[] {
  const address = contact ? asEmail(contact.replace(/^email:/, '')) : undefined;
  return [...(contact ? [address ? emailName(address) : nameOf(contact)] : []), ...(email ? [emailName(email)] : [])];
}

const HOW = { account: 'fill in account', contact: 'fill in contact or email' };

/** The type of an observation; anything else is refused by name. */
export function observationType(type: unknown): ObservationType {
  const known = FILE_TYPES.find((each) => each === (typeof type === 'string' ? type.trim() : type));
  if (known) return known;
  throw new Unreadable('EVENT_UNKNOWN', `type: expected one of ${FILE_TYPES.join(', ')}`);
}

/** The same content has the same id, whatever the order of its fields and the format of its file. */
const idOfContent = (event: unknown): string =>
  `content-${createHash('sha256').update(canonicalJson(event)).digest('hex').slice(0, 32)}`;

function momentOf(at: string): string {
  const ms = readMoment(at.trim(), 'at');
  if (ms < Date.UTC(2000, 0, 1)) throw new Unreadable('TIME_INVALID', 'at: before the year 2000');
  return new Date(ms).toISOString();
}

/**
 * What an event in plain form says.
 *
 * @param receivedAt when it came: nothing happened more than a day later; absent where nobody knows yet
 * @throws Unreadable naming the field
 */
export function readPlainEvent(raw: unknown, receivedAt?: Instant): Incoming {
  const { id, type, at, account, contact, email, data } = fits(plainEventSchema, raw, '');
  const known = observationType(type);
  const observation = asObservation(
    known,
    { ...(known === 'contact.described' && email && { email }), ...data },
    'data',
  );
  if (observation.type === 'account.loaded' && observation.data.account.id !== account) {
    throw invalid(`data.account.id: expected ${account}, as in account`);
  }
  const instant = momentOf(at);
  // As it was written, without defaults of ours, which may change.
  const content = {
    type: known,
    at: instant,
    account,
    contact: contact ?? '',
    email: email?.toLowerCase() ?? '',
    data: data ?? {},
  };
  return {
    source: 'import',
    id: id ?? idOfContent(content),
    ...(receivedAt === undefined ? { at: instant } : happenedAt(Date.parse(instant), receivedAt, 'at')),
    subject: subjectOf({ account: [nameOf(account)], contact: contactNames(contact, email) }, [observation], HOW),
    observations: [observation],
  };
}

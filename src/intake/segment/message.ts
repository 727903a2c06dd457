import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/waits';
import { asFields, fieldsOf, given, identifier, type Fields } from '../fields';
import { canonicalJson } from '../hostile-json';
import type { Name } from '../incoming';
import { emailName, nameIn } from '../incoming';
import { happenedAt, readMoment, type Moment } from '../moment';
import { asEmail } from '../subject';
import { invalid } from '../unreadable';

/** What every call has (https://segment.com/docs/connections/spec/common/). */
export interface Message {
  readonly id: string;
  readonly moment: Moment;
  readonly names: { readonly account: readonly Name[]; readonly contact: readonly Name[] };
  readonly body: Fields;
  readonly context: Fields;
  /** Traits of an identify or a group, else those in the context. */
  readonly traits: Fields;
  readonly properties: Fields;
}

export function readMessage(body: Fields, receivedAt: Instant): Message {
  const context = fieldsOf(given(body, 'context'), 'context');
  const ofContext = fieldsOf(given(context, 'traits'), 'context.traits');
  const own = given(body, 'traits');
  const traits = own === undefined ? ofContext : fieldsOf(own, 'traits');
  const properties = fieldsOf(given(body, 'properties'), 'properties');
  return {
    id: identifier(given(body, 'messageId'), 'messageId') ?? derivedId(body, receivedAt),
    moment: whenOf(body, receivedAt),
    names: {
      account: accountNames(body, context, traits, properties),
      contact: contactNames(body, body.type === 'group' ? [ofContext] : [traits, ofContext]),
    },
    body,
    context,
    traits,
    properties,
  };
}

/**
 * The id of a call without `messageId`: a digest of what it says, so that the same call sent again is the same thing. What
 * carries no time of its own is told apart by the minute of its arrival; else tomorrow's "Signed In" would be today's.
 */
function derivedId(body: Fields, receivedAt: Instant): string {
  const time = given(body, 'timestamp', 'originalTimestamp', 'sentAt') === undefined ? receivedAt.slice(0, 16) : '';
  return `sha256:${createHash('sha256')
    .update(`${canonicalJson(body)}\n${time}`)
    .digest('hex')
    .slice(0, 40)}`;
}

/**
 * Segment's correction of the sender's clock: `timestamp = receivedAt - (sentAt - originalTimestamp)`
 * (https://segment.com/docs/connections/spec/common/#timestamps). Senders give the original as `timestamp`; a message with
 * both has been through Segment, which has corrected it already.
 */
function whenOf(body: Fields, receivedAt: Instant): Moment {
  const [timestamp, original, sentAt] = ['timestamp', 'originalTimestamp', 'sentAt'].map((field) => {
    const value = given(body, field);
    return value === undefined ? undefined : readMoment(value, field);
  });
  const when = timestamp ?? original;
  if (when === undefined) return { at: receivedAt };
  const corrected = timestamp !== undefined && original !== undefined;
  const ms = sentAt === undefined || corrected ? when : Date.parse(receivedAt) - (sentAt - when);
  return happenedAt(ms, receivedAt, 'timestamp');
}

/** One name only, the most specific: two ids of different companies in one call must never make them one account. */
function accountNames(body: Fields, context: Fields, traits: Fields, properties: Fields): readonly Name[] {
  const id =
    identifier(given(body, 'groupId'), 'groupId') ??
    identifier(given(context, 'groupId'), 'context.groupId') ??
    identifier(given(properties, 'groupId', 'accountId'), 'properties.groupId') ??
    identifier(given(asFields(given(traits, 'company')), 'id'), 'traits.company.id');
  return id === undefined ? [] : [nameIn('segment:group', id)];
}

function contactNames(body: Fields, traits: readonly Fields[]): readonly Name[] {
  const user = identifier(given(body, 'userId'), 'userId');
  const anonymous = identifier(given(body, 'anonymousId'), 'anonymousId');
  // Many use the address as the user's id, against Segment's advice.
  const emails = [user, ...traits.map((each) => given(each, 'email'))]
    .map(asEmail)
    .filter((email) => email !== undefined);
  return [
    ...(user === undefined ? [] : [nameIn('segment:user', user)]),
    ...(anonymous === undefined ? [] : [nameIn('segment:anonymous', anonymous)]),
    ...(body.type === 'alias' ? previousNames(body, user) : []),
    ...new Set(emails.map(emailName)),
  ];
}

/** An alias says that two ids are one person; the previous one "can be either an anonymousId or a userId". */
function previousNames(body: Fields, user: string | undefined): readonly Name[] {
  const previous = identifier(given(body, 'previousId'), 'previousId');
  if (user === undefined || previous === undefined) throw invalid('userId and previousId: expected both');
  return [nameIn('segment:user', previous), nameIn('segment:anonymous', previous)];
}

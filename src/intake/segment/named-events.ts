import type { Observation } from '../../domain/observations';
import { given, type Fields } from '../fields';
import { shortened } from '../shortened';
import { asObservation, translate } from '../track-names';
import { invalid } from '../unreadable';
import { describeAccount, describeContact } from './traits';

type Meaning = (properties: Fields) => readonly Observation[];

const used = (feature?: string): Observation =>
  asObservation('product.used', feature === undefined ? {} : { feature }, 'event');
/** Says no more than that this person exists. */
const nothingNew: Observation = { type: 'contact.described', data: {} };

const withdrawn: Observation = { type: 'consent.changed', data: { consent: 'withdrawn' } };
const churned = (reason: string): Observation => ({ type: 'churn.notified', data: { reason } });

/**
 * Segment's own named events: those of its B2B SaaS spec (https://segment.com/docs/connections/spec/b2b-saas/) and of its
 * e-mail spec (https://segment.com/docs/connections/spec/email/). Opened mails say nothing: mail programs open them by themselves.
 */
const SEMANTIC: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['Account Created', (properties) => [describeAccount({ name: given(properties, 'accountName') }, 'properties')]],
  ['Account Deleted', () => [churned('The account was deleted in the product.')]],
  ['Account Added User', () => [nothingNew]],
  ['Account Removed User', () => [{ type: 'contact.left', data: {} }]],
  ['Signed Up', (properties) => [describeContact(properties, 'properties'), used()]],
  ['User Signed Up', (properties) => [describeContact(properties, 'properties'), used()]],
  ['Signed In', () => [used()]],
  ['Signed Out', () => [used()]],
  ['Invite Sent', () => [used('Invite Sent')]],
  ['Trial Started', () => [{ type: 'milestone.reached', data: { milestone: 'trial-started' } }]],
  ['Trial Ended', () => [{ type: 'milestone.reached', data: { milestone: 'trial-ended' } }]],
  ['Email Delivered', () => [nothingNew]],
  ['Email Bounced', () => [nothingNew]],
  ['Email Opened', () => [nothingNew]],
  ['Email Link Clicked', (properties) => [engaged(given(properties, 'campaignName', 'emailSubject', 'linkUrl'))]],
  ['Email Marked as Spam', () => [withdrawn]],
  ['Unsubscribed', () => [withdrawn]],
  ['Segment Consent Preference Updated', () => [nothingNew]],
]);

/** What was engaged with; a long title is cut rather than refused. */
export function engaged(content: unknown): Observation {
  const text = typeof content === 'string' ? shortened(content) : '';
  return { type: 'content.engaged', data: text ? { content: text } : {} };
}

/**
 * What a track call says: an event of Segment's specs, one of ours by its name, or else that a feature by this name was used.
 */
export function readTrack(event: unknown, properties: Fields): readonly Observation[] {
  const name = typeof event === 'string' ? event.trim() : '';
  if (!name) throw invalid('event: expected the name of what happened');
  const semantic = SEMANTIC.get(name);
  if (semantic) return semantic(properties);
  const ours = translate(name, properties, 'properties');
  return [ours ?? asObservation('product.used', { feature: name }, 'event')];
}

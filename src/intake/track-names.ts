import { z } from 'zod';
import type { Observation, ObservationType } from '../domain/observations';
import { TOLD_TYPES, OBSERVATIONS } from '../domain/observations';
import type { Fields } from './fields';
import { given, spelled } from './fields';
import { fits } from './unreadable';

/**
 * Usual names of what we observe, in other systems' words, beside the canonical one: the observation's type in title case
 * ("Support Opened" for `support.opened`). Only names that can mean nothing else are here.
 */
const ALIASES: Readonly<Partial<Record<ObservationType, readonly string[]>>> = {
  'account.described': ['Account Updated'],
  'contract.changed': ['Contract Updated', 'Contract Renewed'],
  'contact.described': ['Contact Created', 'Contact Updated'],
  'usage.measured': ['Usage Recorded', 'Usage Reported', 'Limit Usage Measured'],
  'product.used': ['Feature Used'],
  'milestone.reached': ['Milestone Completed', 'Onboarding Milestone Reached', 'Onboarding Step Completed'],
  'unit.asked': ['Unit Asked For Access', 'Unit Requested Access'],
  'support.opened': ['Support Case Opened', 'Support Ticket Opened', 'Support Ticket Created', 'Ticket Created'],
  'support.reopened': ['Support Case Reopened', 'Support Ticket Reopened', 'Ticket Reopened'],
  'support.resolved': [
    ...['Support Case Resolved', 'Support Case Closed', 'Support Ticket Resolved'],
    ...['Support Ticket Closed', 'Ticket Solved', 'Ticket Resolved', 'Ticket Closed'],
  ],
  'survey.answered': ['Survey Submitted'],
  'content.engaged': ['Content Viewed', 'Content Downloaded', 'Webinar Attended'],
  'intent.surged': ['Intent Surge Detected', 'Intent Surge'],
  'meeting.booked': ['Meeting Scheduled', 'Demo Booked', 'Demo Scheduled'],
  'meeting.held': ['Meeting Completed', 'Meeting Attended'],
  'deal.moved': ['Deal Stage Changed', 'Opportunity Stage Changed'],
  'deal.won': ['Deal Closed Won', 'Opportunity Won', 'Opportunity Closed Won'],
  'deal.lost': ['Deal Closed Lost', 'Opportunity Lost', 'Opportunity Closed Lost'],
  'proposal.accepted': ['Quote Accepted', 'Proposal Signed'],
  'proposal.declined': ['Proposal Rejected', 'Quote Declined', 'Quote Rejected'],
  'payment.received': ['Payment Succeeded', 'Invoice Paid'],
  'payment.failed': ['Invoice Payment Failed'],
  'org.restructured': ['Organization Restructured', 'Reorganization Announced'],
  'churn.notified': [
    'Churn Notice Received',
    'Cancellation Requested',
    'Subscription Cancelled',
    'Subscription Canceled',
  ],
};

/** Names that say more than a type: what they mean is filled in. */
const MEANINGS: readonly (readonly [name: string, type: ObservationType, data: Fields])[] = [
  ['NPS Submitted', 'survey.answered', { kind: 'nps' }],
  ['NPS Answered', 'survey.answered', { kind: 'nps' }],
  ['CSAT Submitted', 'survey.answered', { kind: 'csat' }],
  ['CSAT Answered', 'survey.answered', { kind: 'csat' }],
  ['Marketing Consent Granted', 'consent.changed', { consent: 'granted' }],
  ['Marketing Consent Withdrawn', 'consent.changed', { consent: 'withdrawn' }],
];

/** Usual names of the data's fields, beside our own; `case_id`, `caseId` and `Case ID` are one name. */
const FIELD_ALIASES: Readonly<Record<string, readonly string[]>> = {
  case: ['caseId', 'ticket', 'ticketId'],
  deal: ['dealId', 'opportunity', 'opportunityId'],
  meeting: ['meetingId'],
  proposal: ['proposalId', 'quote', 'quoteId'],
  feature: ['featureName'],
  content: ['contentName', 'title'],
  milestone: ['milestoneName'],
  limit: ['limitName'],
};

/** `supportCase_opened`, `Support Case Opened` and `support.case.opened` are one name. */
const plain = (name: string): string =>
  name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const KNOWN: ReadonlyMap<string, { readonly type: ObservationType; readonly data: Fields }> = new Map([
  ...TOLD_TYPES.flatMap((type) =>
    [type, ...(ALIASES[type] ?? [])].map((name) => [plain(name), { type, data: {} }] as const),
  ),
  ...MEANINGS.map(([name, type, data]) => [plain(name), { type, data }] as const),
]);

/**
 * What a named event of another system means, in our words; undefined for a name that is not ours. Names are compared
 * without regard to case and punctuation. Fields that do not belong to the observation are left out.
 *
 * @param where names the fields in the sender's words, e.g. `properties`
 * @throws Unreadable `EVENT_INVALID` when the name is known and a field does not fit
 * @example
 * translate('Support Case Opened', { case_id: 'C-7', severity: 1, agent: 'Kim' }, 'properties');
 * // { type: 'support.opened', data: { case: 'C-7', severity: 1 } }
 */
export function translate(name: string, fields: Fields, where: string): Observation | undefined {
  const known = KNOWN.get(plain(name));
  return known && pick(known.type, { ...fields, ...known.data }, where);
}

/** The observation of this type that these fields make, under our names for them or usual others. */
export function pick(type: ObservationType, fields: Fields, where: string): Observation {
  const data: Record<string, unknown> = {};
  const senders = new Map<string, string>();
  for (const [field, schema] of Object.entries(schemasOf(type))) {
    const key = spelled(fields, field, ...(FIELD_ALIASES[field] ?? []));
    if (key === undefined) continue;
    // Senders write null for "nothing known", except where null itself says something.
    const value = fields[key] === null && schema.safeParse(null).success ? null : given(fields, key);
    if (value === undefined) continue;
    data[field] = value;
    senders.set(field, key);
  }
  return asObservation(type, data, where, senders);
}

/** Exactly these data as an observation: nothing left out, nothing known by another name. */
export function asObservation(
  type: ObservationType,
  data: unknown,
  where: string,
  senders?: ReadonlyMap<string, string>,
): Observation {
  const fitted = fits<z.ZodType>(OBSERVATIONS[type], data, where, senders);
  const isChange = type === 'account.described' || type === 'contract.changed';
  return { type, data: isChange ? onlyNamed(fitted as object, data as object) : fitted } as Observation;
}

/** A change says nothing of what it does not name: defaults are no news. */
const onlyNamed = (fitted: object, data: object): object =>
  Object.fromEntries(Object.entries(fitted).filter(([key]) => Object.hasOwn(data, key)));

function schemasOf(type: ObservationType): Readonly<Record<string, z.ZodType>> {
  const schema = OBSERVATIONS[type];
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema.shape;
  return Object.assign({}, ...schema.options.map(({ shape }) => shape)) as Record<string, z.ZodType>;
}

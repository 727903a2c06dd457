import { z } from 'zod';
import { accountSchema, contactSchema, contractSchema } from '../account';
import { allowedSchema, moneySchema, usedSchema } from '../amounts';
import { isUsableKey, USABLE_KEY } from '../reserved-key';
import { roleSchema } from '../roles';
import { instantSchema } from '../waits';

const name = z.string().trim().min(1).max(200);
/** Of what is kept by its name. */
const entity = name.refine(isUsableKey, USABLE_KEY);
const lines = z.string().trim().min(1).max(5000);
const score = (max: number) => z.number().min(0).max(max);

const { timeZone, country, tier, stage, parentId } = accountSchema.shape;
// Without their defaults: what is not said changes nothing.
const valueSoFar = accountSchema.shape.valueSoFar.unwrap();
const limits = contractSchema.shape.limits.unwrap();
const { email, title, phone, seniority, committeeRole, consent, mail, reportsTo, joinedAt } = contactSchema.shape;

/**
 * What the five sources can tell about an account, by type (playbook §2): who they are, how they use the product, how
 * support goes, what surveys say, how marketing and sales go. Every source's own words are translated into these.
 */
export const OBSERVATIONS = {
  // Who they are.
  'account.loaded': z.strictObject({ account: accountSchema }),
  'account.described': z.strictObject({
    name: name.optional(),
    domains: z.array(z.string().min(3).max(253)).max(50).optional(),
    timeZone: timeZone.optional(),
    country: country.optional(),
    tier: tier.optional(),
    stage: stage.optional(),
    parentId: parentId.optional(),
    valueSoFar: valueSoFar.optional(),
  }),
  /** Another account turned out to be this one: its profile then, and which of its contacts are known here by another id. */
  'account.merged': z.strictObject({ account: accountSchema, same: z.record(z.string(), z.string()) }),
  'contract.changed': contractSchema.extend({ limits }).partial(),
  'team.assigned': z.strictObject({ role: roleSchema, email: z.email().nullable() }),
  'contact.described': z.strictObject({
    name: name.optional(),
    email: email.optional(),
    title,
    phone,
    seniority: seniority.optional(),
    committeeRole,
    timeZone: timeZone.optional(),
    country: country.optional(),
    reportsTo,
    joinedAt,
  }),
  'contact.left': z.strictObject({}),
  'consent.changed': z.strictObject({ consent }),
  /** Mail to the contact's address bounced for good, was reported as spam, or arrives again. */
  'mail.changed': z.strictObject({
    mail: mail.unwrap(),
    /** Which address that was; absent: the one they have. */
    address: email.optional(),
  }),
  // How they use the product.
  'usage.measured': z.strictObject({
    limit: entity,
    used: usedSchema,
    /** Absent: what the contract says. */
    allowed: allowedSchema.optional(),
  }),
  'product.used': z.strictObject({ feature: name.optional() }),
  'milestone.reached': z.strictObject({ milestone: entity }),
  'unit.asked': z.strictObject({ unit: name }),
  // How support goes.
  'support.opened': z.strictObject({
    case: entity,
    severity: z.int().min(1).max(4),
    subject: z.string().max(500).optional(),
  }),
  'support.reopened': z.strictObject({ case: entity }),
  'support.resolved': z.strictObject({ case: entity }),
  // What surveys say.
  'survey.answered': z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('nps'), score: score(10), comment: z.string().max(3000).optional() }),
    z.strictObject({ kind: z.literal('csat'), score: score(5), comment: z.string().max(3000).optional() }),
  ]),
  // How marketing and sales go.
  'content.engaged': z.strictObject({ content: name.optional() }),
  'intent.surged': z.strictObject({ topic: name.optional() }),
  'meeting.booked': z.strictObject({ meeting: entity.optional() }),
  'meeting.held': z.strictObject({ meeting: entity.optional(), with: z.array(roleSchema).default([]) }),
  'deal.moved': z.strictObject({ deal: entity, stage: name, amount: moneySchema.optional() }),
  'deal.won': z.strictObject({
    deal: entity,
    amount: moneySchema.optional(),
    /** What they want to reach, and what sales promised: one to a line. */
    goals: lines.optional(),
    promises: lines.optional(),
    /** Name of whoever signed for the customer. */
    signedBy: name.optional(),
  }),
  'deal.lost': z.strictObject({ deal: entity, reason: z.string().max(500).optional() }),
  'proposal.accepted': z.strictObject({ proposal: entity }),
  'proposal.declined': z.strictObject({ proposal: entity, reason: z.string().max(500).optional() }),
  'payment.received': z.strictObject({}),
  'payment.failed': z.strictObject({}),
  'competitor.evaluated': z.strictObject({ competitor: name.optional() }),
  'org.restructured': z.strictObject({ what: z.string().max(500).optional() }),
  'churn.notified': z.strictObject({ reason: z.string().max(500).optional() }),
} as const;

export type ObservationType = keyof typeof OBSERVATIONS;
export const OBSERVATION_TYPES = Object.keys(OBSERVATIONS) as ObservationType[];
/** What a file of ops may tell; that accounts were merged is ours to say. */
export const FILE_TYPES = OBSERVATION_TYPES.filter((type) => type !== 'account.merged');
/** What senders may tell: a whole profile, which replaces contacts and team, is for ops. */
export const TOLD_TYPES = FILE_TYPES.filter((type) => type !== 'account.loaded');

/** What was seen: its type and the data of that type. */
export type Observation = {
  [Type in ObservationType]: { readonly type: Type; readonly data: z.output<(typeof OBSERVATIONS)[Type]> };
}[ObservationType];

/** Where something was seen. `playmaker` is ours: what plays change, and what ops load. */
export const SOURCES = ['segment', 'cloudevents', 'hubspot', 'salesforce', 'import', 'playmaker'] as const;
export type Source = (typeof SOURCES)[number];

/** One thing one source saw at one account. `source` and `id` together name it: the same again is the same thing. */
export type Observed = Observation & {
  /** The sender's id. */
  readonly id: string;
  readonly source: Source;
  /** When it happened, in UTC with milliseconds. */
  readonly at: string;
  readonly accountId: string;
  readonly contactId?: string;
};

const envelope = z.object({ at: instantSchema });

/**
 * Reads an observation of a source, strictly.
 *
 * @throws z.ZodError with the field's path when the data does not fit its type
 */
export function parseObservation(type: ObservationType, data: unknown): Observation {
  return { type, data: OBSERVATIONS[type].parse(data) } as Observation;
}

/** `2026-03-02T10:00:00+01:00` as `2026-03-02T09:00:00.000Z`; what cannot be read is refused. */
export const utc = (at: string): string => new Date(Date.parse(envelope.parse({ at }).at)).toISOString();

/**
 * The order in which things happened: by instant, then by source and id, so that everybody who sorts the same things
 * gets the same order.
 */
export function inOrder(a: Observed, b: Observed): number {
  return compare(a.at, b.at) || compare(a.source, b.source) || compare(a.id, b.id);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

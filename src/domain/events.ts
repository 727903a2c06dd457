import { z } from 'zod';
import { instantSchema } from './waits';

/** Named facts that start, steer or end plays (playbook §6). */
export const TRIGGERS = [
  'usage.limit-approached',
  'contact.leader-joined',
  'champion.departed',
  'competitor.evaluated',
  'org.restructured',
  'health.critical',
  'health.recovered',
  'adoption.stalled',
  'milestone.reached',
  'survey.answered',
  'support.escalated',
  'support.resolved',
  'deal.won',
  'deal.lost',
  'opportunity.stalled',
  'intent.surged',
  'renewal.approaching',
  'churn.notified',
  'content.engaged',
  'meeting.booked',
  'proposal.accepted',
  'proposal.declined',
  'unit.asked',
  'segment.entered',
  'segment.left',
  'team.changed',
  'contact.unsubscribed',
] as const;
/** What every running play hears, whatever its contract says: its tasks follow the account's team, and it may write to fewer people. */
export const HEARD_BY_ALL: readonly string[] = ['team.changed', 'contact.unsubscribed'];
export const triggerSchema = z.enum(TRIGGERS);
export type Trigger = z.infer<typeof triggerSchema>;

/** A fact about an account, as it reaches a play. `id` is the sender's: the same id twice is one fact. */
export const accountEventSchema = z.strictObject({
  id: z.string().min(1).max(200),
  type: triggerSchema,
  accountId: z.string().min(1),
  at: instantSchema,
  contactId: z.string().optional(),
  /** What the fact is about besides the contact: a proposal, a limit, a meeting. */
  entity: z.string().optional(),
  data: z.record(z.string(), z.json()).default({}),
  /** What happened, in a sentence for people: `Usage of seats reached 94 % (94 of 100) on 2 March 2026.` */
  because: z.string().max(1000).optional(),
});
export type AccountEvent = z.infer<typeof accountEventSchema>;

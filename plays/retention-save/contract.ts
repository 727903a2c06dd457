import { z } from 'zod';
import { occasionKey, occasionOf } from '../../src/domain/occasion-key';
import { defineContract } from '../../src/domain/play-contract';
import { businessDays, businessHours } from '../../src/domain/waits';

/** What starts a save: why the account is in danger. */
const retentionSaveInput = z.strictObject({
  /** In sentences for people, with the day: `Health fell to 41 of 100 on 2 March 2026.` */
  reason: z
    .string()
    .trim()
    .min(1, 'why the account is in danger')
    .max(5000)
    .refine((text) => !text.includes('\0'), 'text without NUL characters')
    .meta({
      title: 'Why the account is in danger',
      description: 'For example: Health fell to 41 of 100 on 2 March 2026.',
    }),
  /** The day of it, for a reason that does not name one: `2026-03-02`. */
  on: z.iso.date().optional().meta({ title: 'Since when', description: 'If the reason does not name a day.' }),
  /** What happened, in short: `health-critical`. With the day it names the occasion. */
  cause: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and dashes, such as health-critical')
    .optional()
    .meta({ title: 'Name of the cause', description: 'Only where a system knows one, such as health-critical.' }),
});

export const retentionSaveContract = defineContract({
  name: 'retention-save',
  version: 1,
  title: 'Retention save',
  stage: 'retention',
  goal: 'A customer in danger gets what went wrong put right, and stays because their health has recovered.',
  audience: 'customers',
  roles: ['csm', 'cs-manager', 'ae', 'sales-manager', 'support-lead', 'exec-sponsor', 'renewal-manager'],
  input: retentionSaveInput,
  takeOver: ({ from, reason, on }) => ({ reason: `${from} has ended. ${reason}`, on }),
  key: ({ cause, on, reason }) => (cause && on ? occasionKey(cause, on) : occasionOf(reason, on)),
  outcomes: {
    saved: { kind: 'goal', meaning: 'the health of the account recovered' },
    churned: { kind: 'exit', meaning: 'the customer leaves' },
    'to-renewal': {
      kind: 'missed',
      meaning: 'not recovered within 90 days, or no plan we agree on: the renewal decides',
    },
    unreachable: { kind: 'missed', meaning: 'nobody at the customer may be written to' },
  },
  exclusiveGroup: 'retention',
  priority: 100,
  reentry: { rule: 'after', wait: '30 days' },
  startedBy: ['health.critical', 'champion.departed', 'competitor.evaluated'],
  listensTo: [
    'health.recovered',
    'meeting.booked',
    'support.escalated',
    'support.resolved',
    'champion.departed',
    'competitor.evaluated',
  ],
  exits: {
    'churn.notified': { outcome: 'churned', because: 'The customer gave notice.' },
  },
  phases: [
    {
      name: 'Same day',
      target: businessHours(8),
      leadsTo: { 'Executive review': 'spoken, or not reached', churned: 'they are leaving' },
    },
    {
      name: 'Executive review',
      target: businessDays(10),
      leadsTo: {
        'Save plan': 'held, or not',
        churned: 'they are leaving',
        unreachable: 'nobody may be written to',
      },
    },
    {
      name: 'Save plan',
      target: businessDays(6),
      leadsTo: {
        'Follow-through': 'agreed or not, or no plan',
        saved: 'health recovered',
        churned: 'they are leaving',
        'to-renewal': 'rejected',
      },
    },
    {
      name: 'Follow-through',
      target: '90 days',
      leadsTo: { saved: 'health recovered', churned: 'they are leaving', 'to-renewal': '90 days' },
    },
  ],
});

import { z } from 'zod';
import { allowedSchema, usedSchema } from '../../src/domain/amounts';
import { occasionKey } from '../../src/domain/occasion-key';
import { defineContract } from '../../src/domain/play-contract';
import { businessDays } from '../../src/domain/waits';

/** What starts an expansion: usage near a limit of the plan, just as a new leader joins. */
const expansionInput = z.strictObject({
  /** Name of the plan's limit, e.g. `seats`. */
  limit: z.string().min(1).max(100).meta({ title: 'Limit of the plan', pick: 'limit' }),
  used: usedSchema.meta({ title: 'Used so far' }),
  allowed: allowedSchema.meta({ title: 'The plan allows' }),
  /** How usage moved, in words: `from 71 to 94 in 60 days`. */
  trend: z
    .string()
    .max(500)
    .optional()
    .meta({ title: 'How usage moved', description: 'For example: from 71 to 94 in 60 days' }),
  /** Contact id of the leader who joined. */
  leader: z.string().min(1).max(100).meta({ title: 'Leader who joined', pick: 'contact' }),
});

export const expansionContract = defineContract({
  name: 'expansion',
  version: 1,
  title: 'Expansion',
  stage: 'expansion',
  goal: 'The customer extends their plan because they get value from it, on one well-founded proposal.',
  audience: 'customers',
  roles: ['csm', 'cs-manager', 'ae', 'sales-manager'],
  input: expansionInput,
  key: ({ limit, leader }) => occasionKey(limit, leader),
  outcomes: {
    won: { kind: 'goal', meaning: 'the customer accepted the proposal' },
    lost: { kind: 'missed', meaning: 'the customer declined, or showed no interest' },
    'not-ready': { kind: 'missed', meaning: 'customer success did not confirm that the account is ready' },
    'not-approved': { kind: 'missed', meaning: 'we did not agree on a proposal' },
    'no-decision': { kind: 'missed', meaning: 'the customer did not decide within 45 days' },
    churned: { kind: 'exit', meaning: 'the customer gave notice' },
  },
  exclusiveGroup: 'commercial',
  priority: 60,
  reentry: { rule: 'after', wait: '90 days' },
  startedBy: ['usage.limit-approached', 'contact.leader-joined'],
  listensTo: ['content.engaged', 'meeting.booked', 'proposal.accepted', 'proposal.declined'],
  exits: {
    'support.escalated': {
      outcome: 'handed-over',
      handOverTo: 'retention-save',
      because: 'A severe support case was opened.',
    },
    'health.critical': {
      outcome: 'handed-over',
      handOverTo: 'retention-save',
      because: 'The health of the account became critical.',
    },
    'churn.notified': { outcome: 'churned', because: 'The customer gave notice.' },
  },
  phases: [
    {
      name: 'CS confirms',
      target: businessDays(1),
      leadsTo: {
        Discovery: 'yes',
        'CS confirms': 'not yet: again in 30 days',
        'not-ready': 'no, or no answer',
        'handed-over': 'at risk',
      },
    },
    {
      name: 'Discovery',
      target: '14 days',
      leadsTo: { 'Sales opens': 'engaged, or two approaches', 'not-ready': 'nobody may be written to' },
    },
    {
      name: 'Sales opens',
      target: businessDays(2),
      leadsTo: { 'One proposal': 'they have spoken', lost: 'no interest', 'not-approved': 'no conversation' },
    },
    {
      name: 'One proposal',
      target: businessDays(3),
      leadsTo: { Decision: 'both approve', 'not-approved': 'rejected, or no answer' },
    },
    {
      name: 'Decision',
      target: '45 days',
      leadsTo: { won: 'accepted', lost: 'declined', 'no-decision': '45 days' },
    },
  ],
});

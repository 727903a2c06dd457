import { z } from 'zod';
import { occasionKey } from '../../src/domain/occasion-key';
import { daysParameter as days, defineContract } from '../../src/domain/play-contract';
import { businessDays } from '../../src/domain/waits';

const lines = z
  .string()
  .trim()
  .max(5000)
  .refine((text) => !text.includes('\0'), 'text without NUL characters');

/** What starts an onboarding: a deal that made a customer, and what sales knows of it. */
const onboardingInput = z.strictObject({
  /** Its id in the CRM. */
  deal: z.string().min(1).max(200).meta({ title: 'Deal', description: 'Its number in your CRM.' }),
  goals: lines.optional().meta({ title: 'What they want to reach', description: 'One goal to a line.' }),
  promises: lines.optional().meta({ title: 'What sales promised', description: 'One promise to a line.' }),
  /** Name of whoever signed for the customer. */
  signedBy: z.string().trim().max(200).optional().meta({ title: 'Who signed' }),
});

const onboardingParameters = z.strictObject({
  kickoffWithin: days('business days within which the kickoff takes place', 5, 20),
  stuckAfter: days('days after its target at which a milestone is stuck', 7, 60),
  lowAdoption: z
    .number()
    .min(0)
    .max(100)
    .default(50)
    .meta({ title: 'share of seats in use, in %, below which an enablement session is offered at day 60' }),
  extension: days('days by which an onboarding can be extended', 30, 90),
});

export const onboardingContract = defineContract({
  name: 'onboarding',
  version: 1,
  title: 'Onboarding',
  stage: 'onboarding',
  goal: 'A new customer gets what they bought our product for, and works with it after 90 days.',
  // A deal is often won before its contract is known.
  audience: 'everybody',
  roles: ['csm', 'cs-manager', 'ae', 'sales-manager', 'exec-sponsor'],
  input: onboardingInput,
  parameters: onboardingParameters,
  key: ({ deal }) => occasionKey(deal),
  outcomes: {
    adopted: { kind: 'goal', meaning: 'the customer works with the product and gets value from it' },
    churned: { kind: 'exit', meaning: 'the customer gave notice' },
  },
  exclusiveGroup: 'onboarding',
  priority: 70,
  reentry: { rule: 'after', wait: '180 days' },
  startedBy: ['deal.won'],
  listensTo: ['milestone.reached', 'adoption.stalled', 'survey.answered', 'support.escalated', 'support.resolved'],
  exits: {
    'health.critical': {
      outcome: 'handed-over',
      handOverTo: 'retention-save',
      because: 'The health of the account became critical.',
    },
    'churn.notified': { outcome: 'churned', because: 'The customer gave notice.' },
  },
  phases: [
    { name: 'Kickoff', target: businessDays(5), leadsTo: { 'Quick win': 'they have met, the plan is out' } },
    { name: 'Quick win', target: '30 days', leadsTo: { 'Adoption check': 'note and pulse of day 30' } },
    { name: 'Adoption check', target: '30 days', leadsTo: { 'Business review': 'day 60' } },
    {
      name: 'Business review',
      target: '30 days',
      leadsTo: { adopted: 'they work with it', Extension: 'not yet', 'handed-over': 'at risk' },
    },
    { name: 'Extension', target: '30 days', leadsTo: { adopted: 'they work with it', 'handed-over': 'at risk' } },
  ],
});

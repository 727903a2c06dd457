import type { Condition } from './condition';
import type { Rule } from './rules';

const SEVERE_CASE: Condition = { openCase: { severityAtMost: 2 } };
const AT_RISK: Condition = { segment: 'at-risk' };
const CUSTOMER: Condition = { stage: 'customer' };
const HELD_BACK: Condition = { any: [SEVERE_CASE, AT_RISK] };

/**
 * The rules as they come (playbook §6 and §7); what each play may do beside others is the coordinator's business. Rules
 * whose play is not in the catalogue are inactive until it is.
 */
export const DEFAULT_RULES: readonly Rule[] = [
  {
    id: 'retention-save',
    title: 'A customer is in danger: save them',
    start: 'retention-save',
    when: {
      all: [
        CUSTOMER,
        {
          any: [
            { fact: 'health.critical', within: '7 days' },
            { fact: 'champion.departed', within: '7 days' },
            { fact: 'competitor.evaluated', within: '7 days' },
            { fact: 'churn.notified', within: '7 days' },
          ],
        },
      ],
    },
    input: { reason: { take: 'because' }, cause: { take: 'cause' }, on: { take: 'day' } },
    rearm: '30 days',
    enabled: true,
  },
  {
    id: 'expansion',
    title: 'Usage reaches a limit just as a new leader joins',
    start: 'expansion',
    when: {
      all: [
        CUSTOMER,
        { fact: 'usage.limit-approached', within: '30 days' },
        { fact: 'contact.leader-joined', within: '120 days' },
      ],
    },
    unless: HELD_BACK,
    input: {
      limit: { fact: 'usage.limit-approached', take: 'data.limit' },
      used: { fact: 'usage.limit-approached', take: 'data.used' },
      allowed: { fact: 'usage.limit-approached', take: 'data.allowed' },
      trend: { fact: 'usage.limit-approached', take: 'data.trend', optional: true },
      leader: { fact: 'contact.leader-joined', take: 'contactId' },
    },
    rearm: '90 days',
    enabled: true,
  },
  {
    id: 'onboarding',
    title: 'A new customer is won',
    start: 'onboarding',
    when: { fact: 'deal.won', within: '7 days', where: { 'data.newCustomer': true } },
    input: {
      deal: { fact: 'deal.won', take: 'entity' },
      goals: { fact: 'deal.won', take: 'data.goals', optional: true },
      promises: { fact: 'deal.won', take: 'data.promises', optional: true },
      signedBy: { fact: 'deal.won', take: 'data.signedBy', optional: true },
    },
    rearm: '365 days',
    enabled: true,
  },
  {
    id: 'renewal',
    title: 'The renewal date approaches',
    start: 'renewal',
    when: { all: [CUSTOMER, { fact: 'renewal.approaching', within: '14 days' }] },
    input: { renewalOn: { fact: 'renewal.approaching', take: 'data.renewalOn' } },
    rearm: '200 days',
    enabled: true,
  },
  {
    id: 'pulse',
    title: 'Adoption stalls: ask why',
    start: 'pulse',
    when: { all: [CUSTOMER, { fact: 'adoption.stalled', within: '7 days' }] },
    unless: SEVERE_CASE,
    input: { about: { take: 'because' } },
    rearm: '30 days',
    enabled: true,
  },
  {
    id: 'advocacy-ask',
    title: 'A customer speaks well of us',
    start: 'advocacy-ask',
    when: {
      all: [
        CUSTOMER,
        { segment: 'champion' },
        { fact: 'survey.answered', within: '90 days', where: { 'data.kind': 'nps', 'data.score': { atLeast: 9 } } },
      ],
    },
    unless: SEVERE_CASE,
    input: {
      contact: { fact: 'survey.answered', take: 'contactId' },
      reason: { take: 'because' },
      on: { take: 'day' },
    },
    rearm: '180 days',
    enabled: true,
  },
  {
    id: 'land-and-expand',
    title: 'A new unit of a customer asks for access',
    start: 'land-and-expand',
    when: { all: [CUSTOMER, { fact: 'unit.asked', within: '14 days' }] },
    unless: HELD_BACK,
    input: { unit: { fact: 'unit.asked', take: 'entity' } },
    rearm: '30 days',
    enabled: true,
  },
  {
    id: 'account-nurture',
    title: 'An account that is no customer shows intent',
    start: 'account-nurture',
    when: {
      all: [{ any: [{ stage: 'target' }, { stage: 'prospect' }] }, { fact: 'intent.surged', within: '14 days' }],
    },
    input: {},
    rearm: '90 days',
    enabled: true,
  },
  {
    id: 'pipeline-acceleration',
    title: 'An opportunity stands still',
    start: 'pipeline-acceleration',
    when: { fact: 'opportunity.stalled', within: '7 days' },
    input: {
      deal: { fact: 'opportunity.stalled', take: 'entity' },
      stage: { fact: 'opportunity.stalled', take: 'data.stage' },
    },
    rearm: '30 days',
    enabled: true,
  },
  {
    id: 'win-back',
    title: 'An opportunity is lost',
    start: 'win-back',
    when: { fact: 'deal.lost', within: '7 days' },
    unless: CUSTOMER,
    input: {
      deal: { fact: 'deal.lost', take: 'entity' },
      reason: { fact: 'deal.lost', take: 'data.reason', optional: true },
    },
    rearm: '90 days',
    enabled: true,
  },
];

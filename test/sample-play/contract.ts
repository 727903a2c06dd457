import { z } from 'zod';
import { occasionKey } from '../../src/domain/occasion-key';
import { defineContract } from '../../src/domain/play-contract';
import { businessDays } from '../../src/domain/waits';

/** What starts it. */
const samplePlayInput = z.strictObject({
  /** Contact id of who has got something new to look at. */
  contact: z.string().min(1).max(100).meta({ title: 'To whom we write', pick: 'contact' }),
});

export const samplePlayContract = defineContract({
  name: 'sample-play',
  version: 1,
  title: 'Sample play',
  stage: 'retention',
  goal: 'Somebody who has got something new to look at is offered help with it, at the right moment.',
  audience: 'customers',
  roles: ['csm', 'cs-manager'],
  input: samplePlayInput,
  key: ({ contact }) => occasionKey(contact),
  outcomes: {
    offered: { kind: 'goal', meaning: 'they were offered help' },
    'not-wanted': { kind: 'missed', meaning: 'we decided not to write, or nobody decided in time' },
    'nobody-to-write-to': { kind: 'missed', meaning: 'they left, or want no mail' },
    churned: { kind: 'exit', meaning: 'the customer gave notice' },
  },
  exclusiveGroup: 'commercial',
  priority: 40,
  reentry: { rule: 'after', wait: '30 days' },
  startedBy: [],
  listensTo: ['content.engaged'],
  exits: {
    'churn.notified': { outcome: 'churned', because: 'The customer gave notice.' },
  },
  phases: [
    {
      name: 'The question',
      target: businessDays(2),
      leadsTo: { 'The moment': 'yes', 'not-wanted': 'no, or no answer', 'nobody-to-write-to': 'they are not there' },
    },
    { name: 'The moment', target: '10 days', leadsTo: { 'The mail': 'they have looked, or ten days have passed' } },
    {
      name: 'The mail',
      target: businessDays(2),
      leadsTo: { offered: 'sent', 'not-wanted': 'rejected', 'nobody-to-write-to': 'they are not there any more' },
    },
  ],
});

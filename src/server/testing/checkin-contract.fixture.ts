import { z } from 'zod';
import { defineContract } from '../../domain/play-contract';

/** A play for tests of the server and its clients: it asks one question and waits for one fact. */
export const checkinContract = defineContract({
  name: 'checkin',
  version: 1,
  title: 'Check-in',
  stage: 'retention',
  goal: 'Somebody meets the customer.',
  audience: 'everybody',
  roles: ['csm'],
  input: z.strictObject({
    topic: z.string().min(1),
    seats: z.number().int().positive().default(1),
    notes: z.array(z.strictObject({ text: z.string() })).default([]),
  }),
  key: ({ topic }) => topic,
  outcomes: {
    met: { kind: 'goal', meaning: 'somebody met them' },
    churned: { kind: 'exit', meaning: 'the customer gave notice' },
  },
  exclusiveGroup: 'retention',
  priority: 10,
  reentry: { rule: 'never' },
  startedBy: [],
  listensTo: ['meeting.booked'],
  exits: { 'churn.notified': { outcome: 'churned', because: 'The customer gave notice.' } },
  phases: [{ name: 'Meeting', target: '1 day', leadsTo: { met: 'they met' } }],
});

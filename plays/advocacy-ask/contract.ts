import { z } from 'zod';
import { occasionKey } from '../../src/domain/occasion-key';
import { daysParameter as days, defineContract } from '../../src/domain/play-contract';
import { businessDays } from '../../src/domain/waits';

/** What starts an ask: nothing is needed but the account. */
const advocacyAskInput = z.strictObject({
  /** Contact id of who is to be asked; without one, whoever champions us there. */
  contact: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ title: 'Who is to be asked', description: 'If left out, whoever champions us there.', pick: 'contact' }),
  /** In sentences for people: `Ben Ortiz answered 10 of 10 (NPS) on 2 March 2026.` */
  reason: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .refine((text) => !text.includes('\0'), 'text without NUL characters')
    .optional()
    .meta({ title: 'Why now', description: 'Ben Ortiz answered 10 of 10 on 2 March 2026.' }),
  /** The day that names the occasion: `2026-03-02`. */
  on: z.iso.date().optional().meta({ title: 'On which day', description: 'Names the occasion; may be left out.' }),
});

const advocacyAskParameters = z.strictObject({
  answerWithin: days('business days they have for an answer, before the reminder', 10, 40),
  answerAfterReminder: days('business days they have for an answer after it', 5, 40),
  later: days('days for which whoever asks for time is left alone', 30, 180),
});

export const advocacyAskContract = defineContract({
  name: 'advocacy-ask',
  version: 1,
  title: 'Advocacy ask',
  stage: 'advocacy',
  goal: 'A customer who is satisfied speaks for us, because they were asked well, once, and were thanked for it.',
  audience: 'customers',
  roles: ['csm', 'cs-manager', 'ae'],
  input: advocacyAskInput,
  parameters: advocacyAskParameters,
  key: ({ contact = 'by-hand', on }) => (on ? occasionKey(contact, on) : occasionKey(contact)),
  outcomes: {
    credited: { kind: 'goal', meaning: 'they spoke for us, were thanked, and it was credited' },
    declined: { kind: 'missed', meaning: 'they said no, which is respected for 180 days' },
    'no-answer': { kind: 'missed', meaning: 'they did not answer, nor after one reminder' },
    'not-earned': { kind: 'missed', meaning: 'a condition of the gate is not met' },
    'not-asked': { kind: 'missed', meaning: 'we decided not to ask' },
    'fell-through': { kind: 'missed', meaning: 'they said yes, and it did not come about' },
    'in-trouble': { kind: 'exit', meaning: 'a severe support case was opened' },
    churned: { kind: 'exit', meaning: 'the customer gave notice' },
  },
  exclusiveGroup: 'advocacy',
  priority: 40,
  reentry: { rule: 'after', wait: '180 days' },
  startedBy: ['survey.answered'],
  listensTo: ['survey.answered'],
  exits: {
    'support.escalated': { outcome: 'in-trouble', because: 'A severe support case was opened.' },
    'health.critical': {
      outcome: 'handed-over',
      handOverTo: 'retention-save',
      because: 'The health of the account became critical.',
    },
    'churn.notified': { outcome: 'churned', because: 'The customer gave notice.' },
  },
  phases: [
    {
      name: 'Earned',
      target: '14 days',
      leadsTo: {
        'The ask': 'the gate is open, or is after a pulse',
        'not-earned': 'the gate is closed',
        'not-asked': 'the pulse is rejected',
      },
    },
    {
      name: 'The ask',
      target: businessDays(4),
      leadsTo: {
        'Their answer': 'sent',
        'not-asked': 'not now, rejected, or no answer of ours',
        'not-earned': 'the gate has closed',
      },
    },
    {
      name: 'Their answer',
      target: businessDays(15),
      leadsTo: {
        Coordination: 'yes',
        declined: 'no',
        'no-answer': 'silence, also after a reminder',
        'not-earned': 'the gate has closed',
      },
    },
    {
      name: 'Coordination',
      target: businessDays(10),
      leadsTo: { Thanks: 'set up', 'fell-through': 'trouble came between' },
    },
    {
      name: 'Thanks',
      target: businessDays(20),
      leadsTo: { credited: 'it is done', 'fell-through': 'it is not, or nobody says so' },
    },
  ],
});

import fc from 'fast-check';
import { z } from 'zod';
import { catalogue } from '../../../../plays';
import { checkModalView } from '../../../../temporal-dev/inbox/slack/block-limits';
import { defineContract, type PlayContract } from '../../../domain/play-contract';
import { ACME } from '../../testing/acme.fixture';
import { checkinContract } from '../../testing/checkin-contract.fixture';
import { startDialog } from './dialogs';
import { inputOfFields, startFields } from './start-fields';

const contractWith = (input: z.ZodType): PlayContract => defineContract({ ...checkinContract, key: () => 'k', input });
const fieldsOf = (input: z.ZodType, account = ACME) => startFields(contractWith(input), account);
const verdict = { kind: 'admitted', runId: 'r', because: 'Nothing is in its way.' } as const;
const surface = {
  on: 'message',
  responseUrl: `https://hooks.slack.example/${'x'.repeat(200)}`,
  replaces: true,
} as const;

describe('the inputs that start a play', () => {
  it('follow from its contract', () => {
    const input = z.strictObject({
      seatLimit: z.string().max(100).meta({ title: 'Limit', description: 'Which one is used up.' }),
      story: z.string(),
      share: z.number().min(0).max(1),
      seats: z.number().int().positive().default(5),
      on: z.iso.date().optional(),
      tone: z.enum(['plain', 'very-warm']),
      urgent: z.boolean().default(false),
      notes: z.array(z.string()).default([]),
    });
    expect(fieldsOf(input)).toMatchObject([
      {
        name: 'seatLimit',
        label: 'Limit',
        hint: 'Which one is used up.',
        required: true,
        input: { kind: 'text', long: false, max: 100 },
      },
      { name: 'story', label: 'Story', input: { kind: 'text', long: true, max: 3000 } },
      { name: 'share', input: { kind: 'number', whole: false, min: 0, max: 1 } },
      { name: 'seats', required: false, initial: '5', input: { kind: 'number', whole: true, min: 1 } },
      { name: 'on', required: false, input: { kind: 'day' } },
      {
        name: 'tone',
        label: 'Tone',
        input: { options: [{ value: 'plain' }, { value: 'very-warm', label: 'Very warm' }] },
      },
      { name: 'urgent', initial: 'no', input: { kind: 'yes-or-no' } },
    ]);
  });

  it('offer the contacts and limits of the account where the contract says that one of them is meant', () => {
    const input = z.strictObject({
      leader: z.string().meta({ pick: 'contact' }),
      limit: z.string().meta({ pick: 'limit' }),
    });
    const contact = { id: 'olivia', name: 'Olivia Park', title: 'VP of Operations', email: 'olivia@acme.example' };
    const account = {
      ...ACME,
      contacts: [{ ...contact, seniority: 'vp', timeZone: 'UTC', country: 'DE', consent: 'granted' }],
    } as typeof ACME;
    expect(fieldsOf(input, account)).toMatchObject([
      { input: { kind: 'choice', options: [{ value: 'olivia', label: 'Olivia Park, VP of Operations' }] } },
      { input: { kind: 'text' } },
    ]);
  });

  it('are none where the play cannot do without what no dialog holds', () => {
    expect(fieldsOf(z.strictObject({ rows: z.array(z.string()) }))).toBeUndefined();
    expect(fieldsOf(z.string())).toBeUndefined();
    expect(fieldsOf(z.strictObject({}))).toEqual([]);
  });

  it('become what the contract takes', () => {
    const fields = startFields(checkinContract, ACME)!;
    const filled = (values: Record<string, string>) => inputOfFields(fields, (name) => values[name]);
    expect(filled({ topic: 'a', seats: '3' })).toEqual({ topic: 'a', seats: 3 });
    expect(filled({ topic: 'a', seats: ' ' })).toEqual({ topic: 'a' });
  });

  it.each(Object.values(catalogue) as PlayContract[])('of $name make a dialog that Slack takes', (play) => {
    const fields = startFields(play, ACME)!;
    expect(fields.length).toBeGreaterThan(0);
    expect(() => checkModalView(startDialog({ play, account: ACME, verdict, fields, surface }))).not.toThrow();
  });

  it('make a dialog that Slack takes, whatever the texts', () => {
    const text = fc.string({ minLength: 1, maxLength: 4000 });
    fc.assert(
      fc.property(text, text, text, (title, goal, because) => {
        const play = {
          ...contractWith(z.strictObject({ [title.slice(0, 50)]: z.string().meta({ title, description: goal }) })),
          title,
          goal,
        };
        const account = { ...ACME, name: title };
        const fields = startFields(play, account) ?? [];
        for (const said of [{ ...verdict, because }, { kind: 'held-out', because } as const])
          expect(() => checkModalView(startDialog({ play, account, verdict: said, fields, surface }))).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });
});

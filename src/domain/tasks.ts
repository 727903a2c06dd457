import { z } from 'zod';
import { roleSchema } from './roles';

/** One input of a choice, asked in a dialog before the choice counts. */
export const fieldSchema = z.strictObject({
  id: z.string().min(1).max(100),
  label: z.string().min(1).max(150),
  kind: z.enum(['text', 'long-text', 'number']),
  initial: z.string().optional(),
  required: z.boolean().default(true),
  /** Of a number: whole numbers only. */
  integer: z.boolean().optional(),
  /** Of a number: the least that is taken. */
  min: z.number().optional(),
  /** Of a number: the most that is taken. */
  max: z.number().optional(),
});
export type Field = z.infer<typeof fieldSchema>;

/**
 * What a field takes instead of this value, for whoever filled it in; undefined when the value will do.
 *
 * @example
 * misfit({ kind: 'number', integer: true, min: 1 }, '12.5'); // a whole number of at least 1
 */
export function misfit({ kind, integer, min, max }: Pick<Field, 'kind' | 'integer' | 'min' | 'max'>, value: string) {
  if (kind !== 'number') return undefined;
  const number = Number(value);
  const fits = integer ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (value.trim() && fits && number >= (min ?? -Infinity) && number <= (max ?? Infinity)) return undefined;
  const wanted = `a ${integer ? 'whole ' : ''}number`;
  if (min !== undefined && max !== undefined) return `${wanted} from ${min} to ${max}`;
  return `${wanted}${min === undefined ? '' : ` of at least ${min}`}${max === undefined ? '' : ` up to ${max}`}`;
}

/** One way to answer a task. */
export const choiceSchema = z.strictObject({
  id: z.string().min(1).max(60),
  label: z.string().min(1).max(75),
  /** What happens on this choice, for the person who chooses. */
  effect: z.string().max(300),
  style: z.enum(['primary', 'danger']).optional(),
  reason: z.enum(['none', 'optional', 'required']).default('none'),
  /** Whose reason is asked for, and what it is: `Their reason`; absent: that of whoever chooses. */
  reasonLabel: z.string().min(1).max(100).optional(),
  /** What is asked before the choice counts, where it cannot be taken back; a choice with a dialog asks by that. */
  confirm: z.string().min(1).max(300).optional(),
  fields: z.array(fieldSchema).default([]),
});
export type Choice = z.infer<typeof choiceSchema>;

/** A line of evidence: `{ label: 'Seats in use', value: '94 of 100 (94 %)' }`. */
export const evidenceSchema = z.strictObject({ label: z.string().min(1).max(150), value: z.string().max(2000) });
export type Evidence = z.infer<typeof evidenceSchema>;

/** Everything a person sees of a task, whatever channel shows it. */
export const taskCardSchema = z.strictObject({
  taskId: z.string(),
  runId: z.string(),
  play: z.string(),
  playTitle: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  phase: z.string(),
  /** The role that was asked first. */
  role: roleSchema,
  question: z.string().min(1).max(3000),
  /** Why now. */
  why: z.string().max(3000).optional(),
  evidence: z.array(evidenceSchema).default([]),
  /** The text under review, when the task approves something. */
  preview: z.strictObject({ title: z.string(), text: z.string(), version: z.number().int() }).optional(),
  choices: z.array(choiceSchema).min(1).max(5),
  /** It holds the play up: it can be answered, noted upon and asked about, but neither put off nor passed on. */
  urgent: z.boolean().optional(),
});
export type TaskCard = z.infer<typeof taskCardSchema>;

/** Who decided something. `roles` are those they hold on the account at that moment. */
export const deciderSchema = z.strictObject({
  email: z.email(),
  name: z.string(),
  roles: z.array(roleSchema),
});
export type Decider = z.infer<typeof deciderSchema>;

/** What a person has written; a NUL character is in no text, and no database takes one. */
export function written(max: number) {
  return z
    .string()
    .max(max)
    .refine((text) => !text.includes('\0'), 'text without NUL characters');
}

/** A person's answer to a task, as the `decide` update carries it. */
export const decisionSchema = z.strictObject({
  taskId: z.string().min(1),
  choice: z.string().min(1),
  reason: written(3000).optional(),
  fields: z.record(z.string(), written(10_000)).default({}),
  by: deciderSchema,
});
export type Decision = z.infer<typeof decisionSchema>;

/** Something that somebody added to a task. */
export interface TaskNote {
  readonly by: string;
  readonly text: string;
  readonly at: string;
}

/** That the task went to somebody; who reads it decides how it is told. Names and words have no full stop. */
export interface Given {
  /** `Dana Reyes did not answer in time`. */
  readonly because: string;
  /** Who got it: a person, or a channel by its name. */
  readonly to: { readonly email: string; readonly name: string };
  /** As what they are asked. */
  readonly role: z.infer<typeof roleSchema>;
  /** `well`: besides those who were asked before; `alone`: in place of one of them; `again`: they had it before; `channel`: its readers. */
  readonly how: 'well' | 'alone' | 'again' | 'channel';
  /** `Ana Pop is away until 4 March; Ben Ode stands in`. */
  readonly standIn?: string;
}

/** Where a task stands, for those who look at its card. */
export type CardState =
  | {
      readonly kind: 'open';
      readonly due: string;
      readonly note?: string;
      /** The last time it went to somebody, which is told in place of a note. */
      readonly given?: Given;
      /** Oldest first. */
      readonly notes?: readonly TaskNote[];
      /** Why it cannot be answered at present: its play is paused. */
      readonly onHold?: string;
    }
  | {
      readonly kind: 'answered';
      readonly by: string;
      readonly choice: string;
      readonly label: string;
      readonly reason?: string;
      readonly at: string;
    }
  | {
      readonly kind: 'closed';
      readonly why: string;
      readonly at: string;
      /** Its play has ended, which is told by itself. */
      readonly withPlay?: boolean;
    };

/** Why a task that is no longer open takes nothing any more: who decided and when, or why it was closed. */
export const whyClosed = (state: Exclude<CardState, { kind: 'open' }>): string =>
  state.kind === 'answered'
    ? `${state.by} already chose “${state.label}” on ${state.at}.`
    : `This task was closed on ${state.at}: ${state.why}`;

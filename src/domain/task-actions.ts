import { z } from 'zod';
import { roleSchema } from './roles';
import { deciderSchema, written } from './tasks';
import { instantSchema } from './waits';

/** Whom a task is handed to: whoever holds a role on the account, or one person by address. */
export const takerSchema = z.union([
  z.strictObject({ role: roleSchema }),
  z.strictObject({ email: z.email(), name: z.string().min(1) }),
]);
export type Taker = z.infer<typeof takerSchema>;

/**
 * What a person does with a task other than answering it.
 *
 * @example
 * { kind: 'snooze', until: '2026-03-03T15:00:00.000Z' }
 */
export const taskActionSchema = z.discriminatedUnion('kind', [
  /** It is not for them: it goes to whoever is next, at once. */
  z.strictObject({ kind: z.literal('decline'), reason: written(3000).min(1) }),
  /** They want to be reminded then. The due time stays as it is. */
  z.strictObject({ kind: z.literal('snooze'), until: instantSchema }),
  z.strictObject({ kind: z.literal('hand-over'), to: takerSchema, reason: written(3000).optional() }),
  /** Something worth knowing for whoever answers. */
  z.strictObject({ kind: z.literal('note'), text: written(3000).min(1) }),
  /** A question to a colleague, whose reply becomes a note. */
  z.strictObject({
    kind: z.literal('ask'),
    colleague: z.strictObject({ email: z.email(), name: z.string().min(1) }),
    text: written(3000).min(1),
  }),
]);
export type TaskAction = z.infer<typeof taskActionSchema>;

/** A task action as the `act` update carries it. */
export const actRequestSchema = z.strictObject({
  taskId: z.string().min(1),
  action: taskActionSchema,
  by: deciderSchema,
});
export type ActRequest = z.infer<typeof actRequestSchema>;

/** That a task action counted; `told` says in a sentence what came of it. */
export interface ActReceipt {
  readonly taskId: string;
  readonly told: string;
  readonly at: string;
}

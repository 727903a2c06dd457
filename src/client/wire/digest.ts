import { z } from 'zod';
import { instantSchema } from '../../domain/waits';

export const digestFilterSchema = z.strictObject({
  /** Whose, by address. */
  as: z.email(),
  /** At which moment; now when absent. */
  at: instantSchema.optional(),
});
export type DigestFilter = z.input<typeof digestFilterSchema>;

const lineSchema = z.object({
  about: z.string(),
  text: z.string(),
  task: z.object({ taskId: z.string(), runId: z.string(), due: z.string() }).optional(),
});

/** What a person would be told at `at`. */
export const digestAnswerSchema = z.object({
  as: z.string(),
  name: z.string(),
  timeZone: z.string(),
  at: z.string(),
  /** Whether the house rules have digests sent, and at which local hour. */
  enabled: z.boolean(),
  hour: z.number(),
  /** Absent: there is nothing to tell, and nothing would be sent. */
  digest: z
    .object({
      since: z.string(),
      until: z.string(),
      title: z.string(),
      summary: z.string(),
      sections: z
        .array(
          z.object({
            kind: z.enum(['overdue', 'due-today', 'while-away', 'happened']),
            title: z.string(),
            lines: z.array(lineSchema).readonly(),
          }),
        )
        .readonly(),
    })
    .optional(),
});
export type DigestAnswer = z.output<typeof digestAnswerSchema>;

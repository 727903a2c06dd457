import { z } from 'zod';

/** A play of the catalogue, as far as it can be told without running it. */
export const playSummarySchema = z.object({
  name: z.string(),
  version: z.number().int(),
  title: z.string(),
  stage: z.string(),
  goal: z.string(),
  roles: z.array(z.string()),
  startedBy: z.array(z.string()),
  listensTo: z.array(z.string()),
  outcomes: z.array(z.object({ name: z.string(), kind: z.enum(['goal', 'exit', 'missed']), meaning: z.string() })),
  phases: z.array(z.object({ name: z.string() })),
  /** JSON Schema of the input. */
  input: z.record(z.string(), z.json()),
});
export type PlaySummary = z.infer<typeof playSummarySchema>;
export const playListSchema = z.object({ plays: z.array(playSummarySchema) });

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
  phases: z.array(
    z.object({
      name: z.string(),
      /** How long it should take when all goes well, in words: `2 business days`. */
      target: z.string(),
      /** Phases and outcomes, each with when. */
      leadsTo: z.array(z.object({ name: z.string(), when: z.string() })),
    }),
  ),
  /** Facts that end it at once. */
  exits: z.array(z.object({ fact: z.string(), outcome: z.string(), because: z.string() })),
  audience: z.enum(['customers', 'everybody']),
  exclusiveGroup: z.string(),
  priority: z.number(),
  /** How often it may run on one account, in words: `30 days after its end at the earliest`. */
  reentry: z.string(),
  /** The play as a Mermaid flowchart. */
  diagram: z.string(),
  /** What the house rules may set, by tier and segment. */
  parameters: z.array(z.object({ name: z.string(), standard: z.json(), meaning: z.string() })),
  /** JSON Schema of the input. */
  input: z.record(z.string(), z.json()),
});
export type PlaySummary = z.infer<typeof playSummarySchema>;
export const playListSchema = z.object({ plays: z.array(playSummarySchema) });

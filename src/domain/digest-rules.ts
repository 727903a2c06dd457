import { z } from 'zod';

/** The section `digest` of the house rules: the message each of our people gets in the morning. */
export const digestRulesSchema = z.strictObject({
  enabled: z.boolean().default(true),
  /** The hour of each person's own clock at which it comes. What is missed is made up for until noon. */
  hour: z.int().min(0).max(11).default(8),
});
export type DigestRules = z.output<typeof digestRulesSchema>;

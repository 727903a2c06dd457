import { z } from 'zod';

/** Where a page stands, or an answer goes: the Home tab of a person, or a message that only they see. */
export const surfaceSchema = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('home') }),
  z.strictObject({
    on: z.literal('message'),
    /** Slack takes up to five answers there, within 30 minutes. */
    responseUrl: z.string(),
    /** Whether an answer takes the place of the message that is there. */
    replaces: z.boolean(),
  }),
]);
export type Surface = z.infer<typeof surfaceSchema>;

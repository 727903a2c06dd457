import { z } from 'zod';

export const accountListSchema = z.object({ accounts: z.array(z.object({ id: z.string(), name: z.string() })) });
export type AccountListItem = z.infer<typeof accountListSchema>['accounts'][number];

export const mergeBodySchema = z.strictObject({
  /** The account that is part of the other one from now on. */
  from: z.string().min(1),
});

/** One account that became part of another one. */
export const mergeSchema = z.object({ fromId: z.string(), intoId: z.string(), by: z.string(), at: z.string() });
export type Merge = z.infer<typeof mergeSchema>;

/** How many records an account file brought. */
export const accountsLoadedSchema = z.object({ people: z.number().int(), accounts: z.number().int() });
export type AccountsLoaded = z.infer<typeof accountsLoadedSchema>;

import { z } from 'zod';

export const accountListSchema = z.object({ accounts: z.array(z.object({ id: z.string(), name: z.string() })) });
export type AccountListItem = z.infer<typeof accountListSchema>['accounts'][number];

/** How many records an account file brought. */
export const accountsLoadedSchema = z.object({ people: z.number().int(), accounts: z.number().int() });
export type AccountsLoaded = z.infer<typeof accountsLoadedSchema>;

import { z } from 'zod';

/** An account as it stands. */
const standingSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** 0–100; absent while nothing tells it. */
  health: z.number().optional(),
  /** Of a customer. */
  segment: z.string().optional(),
  /** A date: `2027-01-31`. */
  renewalOn: z.string().optional(),
  /** The customer success manager. */
  csm: z.object({ email: z.string(), name: z.string().optional() }).optional(),
  /** Names of the plays that run or are paused. */
  plays: z.array(z.string()).readonly(),
  /** It has neither contract nor team: nobody has loaded or described it so, and its id may be misspelt. */
  unclaimed: z.literal(true).optional(),
});
export const accountListSchema = z.object({ accounts: z.array(standingSchema) });
/** `mine`: only accounts on which the person of this address holds a role. `unclaimed`: only those without contract and team. */
export const accountFilterSchema = z.strictObject({
  mine: z.email().optional(),
  unclaimed: z.stringbool().default(false),
});
export type AccountFilter = Partial<z.output<typeof accountFilterSchema>>;
export type AccountListItem = z.infer<typeof accountListSchema>['accounts'][number];

export const mergeBodySchema = z.strictObject({
  /** The account that is part of the other one from now on. */
  from: z.string().min(1),
});

/** One account that became part of another one. */
export const mergeSchema = z.object({
  fromId: z.string(),
  intoId: z.string(),
  by: z.string(),
  at: z.string(),
  /** Of a preview: it can be done, and was not. */
  preview: z.literal(true).optional(),
});
export type Merge = z.infer<typeof mergeSchema>;

/** How many records an account file brought. */
export const accountsLoadedSchema = z.object({ people: z.number().int(), accounts: z.number().int() });
export type AccountsLoaded = z.infer<typeof accountsLoadedSchema>;

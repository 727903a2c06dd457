/** Who adds a part to the save plan, in the order in which the customer reads them. */
export const AUTHORS = ['exec-sponsor', 'csm', 'support-lead', 'ae'] as const;
export type Author = (typeof AUTHORS)[number];

/** @module The catalogue: the contract of every play. It imports nothing of Temporal and is safe to import anywhere. */
import { expansionContract } from './expansion/contract';

export const catalogue = {
  expansion: expansionContract,
} as const;

export type Catalogue = typeof catalogue;
export type PlayName = keyof Catalogue;
export { expansionContract };

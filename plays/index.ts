/** @module The catalogue: the contract of every play. It imports nothing of Temporal and is safe to import anywhere. */
import { expansionContract } from './expansion/contract';
import { onboardingContract } from './onboarding/contract';
import { retentionSaveContract } from './retention-save/contract';

export const catalogue = {
  expansion: expansionContract,
  onboarding: onboardingContract,
  'retention-save': retentionSaveContract,
} as const;

export type Catalogue = typeof catalogue;
export type PlayName = keyof Catalogue;
export { expansionContract, onboardingContract, retentionSaveContract };

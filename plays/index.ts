/** @module The catalogue: the contract of every play. It imports nothing of Temporal and is safe to import anywhere. */
import { advocacyAskContract } from './advocacy-ask/contract';
import { expansionContract } from './expansion/contract';
import { onboardingContract } from './onboarding/contract';
import { retentionSaveContract } from './retention-save/contract';

export const catalogue = {
  expansion: expansionContract,
  onboarding: onboardingContract,
  'retention-save': retentionSaveContract,
  'advocacy-ask': advocacyAskContract,
} as const;

export type Catalogue = typeof catalogue;
export type PlayName = keyof Catalogue;

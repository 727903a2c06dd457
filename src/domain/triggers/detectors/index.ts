/** @module What is watched along the fold, and told once when it happens. */
import { halfOfSeats } from './active-seats';
import { approachingRenewal } from './approaching-renewal';
import { criticalHealth } from './critical-health';
import type { Detector } from './detector';
import { leaderJoined } from './leader-joined';
import { stalledAdoption } from './stalled-adoption';
import { stalledDeal } from './stalled-deal';
import { usageLimit } from './usage-limit';

export { detect } from './detector';

export const DETECTORS: readonly Detector[] = [
  usageLimit,
  leaderJoined,
  stalledAdoption,
  halfOfSeats,
  stalledDeal,
  approachingRenewal,
  criticalHealth,
];

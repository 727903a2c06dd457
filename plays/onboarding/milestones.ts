import type { MilestonePlan } from '../../workflows';
import { stuckQuestion } from './questions';
import { STEPS } from './steps';

/** The CSM is asked about each step that is so many days late. */
export const milestonePlan = (stuckAfterDays: number): MilestonePlan => ({
  milestones: STEPS,
  stuckAfterDays,
  fact: 'milestone.reached',
  ask: 'csm',
  question: stuckQuestion,
});

import type { MilestonePlan } from '../../workflows';
import { stuckQuestion } from './questions';
import { STEPS } from './steps';

/** The CSM is asked about each step that is a week late. */
export const MILESTONES: MilestonePlan = {
  milestones: STEPS,
  stuckAfterDays: 7,
  fact: 'milestone.reached',
  ask: 'csm',
  question: stuckQuestion,
};

/** @module What plays are made of. A play imports from here and from `src/domain`, and from nowhere else. */
export { accountCoordinator } from './coordinator';
export { morningDigests } from './digest';
export { accountSweep } from './sweep';
export { definePlay, type PlayWorkflow } from './define-play';
export type { MilestonePlan, Milestones, StuckChoice } from './milestones';
export type { Play, PlayEnd } from './play';
export { allArrived, AT_ONCE } from './arrived';
export type { CircularMail } from './circulars';
export type { CustomerMail, Sending } from './sending';
export type { Approval, LetterApproval, LetterReview, Review } from './approval';
export type { Answer, ChoiceSpec, Question } from './tasks';
export type { Deadline } from './waits';
export type { FactMatch } from './facts';

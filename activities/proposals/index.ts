/** @module Documents for customers, drafted from texts and kept in versions. */
export { createProposalActivities, type ProposalDeps } from './proposal-activities';
export type { Draft, DraftRequest, ProposalActivities, ReviseRequest } from './port';

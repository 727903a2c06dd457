/** @module The digest that each of our people gets in the morning. */
export { createDigestActivities, type DigestDeps } from './digest-activities';
export type { DigestActivities, DigestDueActivities, DueDigestsRequest, SendDigestRequest } from './port';

/** @module The message each of our people gets in the morning: what is due, what is late, what happened on their accounts. */
export { composeDigest, type Digest, type DigestLine, type DigestSection } from './digest';
export { digestWords } from './digest-words';
export type { Material, PlayWords } from './material';
export { MOST_DAYS, momentOf, morningOf } from './mornings';
export { digestKey, readDigest, type DigestSource } from './read-digest';

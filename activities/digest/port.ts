/** @module The digest that each of our people gets in the morning, once whatever happens. */
import type { Instant } from '../../src/domain/waits';

export interface DueDigestsRequest {
  /** Workflow time of the call. */
  readonly at: Instant;
  /** Only those whose address comes after this one. */
  readonly after?: string;
  readonly limit: number;
}

export interface SendDigestRequest {
  readonly email: string;
  readonly at: Instant;
}

/** What of it is short and reads only. */
export interface DigestDueActivities {
  /** Addresses, in order, of those who have their morning at that moment and had no digest yet. */
  dueDigests(request: DueDigestsRequest): Promise<readonly string[]>;
}

/** What of it reaches people. */
export interface DigestActivities {
  /** Sends somebody what happened up to this morning; nothing when that is nothing. Done before, it does nothing new. */
  sendDigest(request: SendDigestRequest): Promise<void>;
}

/** @module What plays may ask of marketing: promotional sends pause by leases, contacts enter programmes. */
import type { Instant } from '../../src/domain/waits';

export interface PauseRequest {
  /** Names the lease; lifting needs the same key. */
  readonly key: string;
  readonly accountId: string;
  readonly runId: string;
  readonly reason: string;
  readonly at: Instant;
  /** The lease ends by itself then. */
  readonly until: Instant;
}

export interface EnrolRequest {
  readonly key: string;
  readonly accountId: string;
  readonly runId: string;
  readonly programme: string;
  readonly contactIds: readonly string[];
  readonly at: Instant;
}

export interface LeaveRequest {
  readonly accountId: string;
  readonly programme: string;
  /** Only those whom this run entered; absent: everybody of the account. */
  readonly runId?: string;
  readonly at: Instant;
}

export interface MarketingActivities {
  pausePromotion(request: PauseRequest): Promise<void>;
  /** Lifting a lease that was lifted, expired or never granted does nothing. */
  resumePromotion(request: { readonly key: string; readonly accountId: string; readonly at: Instant }): Promise<void>;
  /** Contacts who withdrew consent are left out; answers who entered. */
  enrol(request: EnrolRequest): Promise<readonly string[]>;
  /** The programme ends for them; answers the contacts who were in it. Leaving again, or what nobody is in, does nothing. */
  leave(request: LeaveRequest): Promise<readonly string[]>;
}

/** @module What plays may ask of the CRM. */
import type { Contract } from '../../src/domain/account';
import type { Instant } from '../../src/domain/waits';

export interface CrmActivities {
  updateContract(request: {
    readonly key: string;
    readonly accountId: string;
    readonly change: Partial<Contract>;
    /** From when on it counts. */
    readonly at: Instant;
  }): Promise<void>;
}

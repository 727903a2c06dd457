/** @module What plays may ask of the CRM. */
import type { Contract } from '../../src/domain/account';

export interface CrmActivities {
  updateContract(request: {
    readonly key: string;
    readonly accountId: string;
    readonly change: Partial<Contract>;
  }): Promise<void>;
}

/** @module What plays may ask of the CRM. */
import type { Contract, Person } from '../../src/domain/account';
import type { Role } from '../../src/domain/roles';
import type { Instant } from '../../src/domain/waits';

/** One of ours is to hold a role on the account. */
export interface RoleRequest {
  readonly key: string;
  readonly accountId: string;
  readonly role: Role;
  /** As a person wrote it. */
  readonly email: string;
  readonly at: Instant;
}

export interface CrmActivities {
  /** Answers who holds it now; undefined when nobody of ours has that address. */
  assignRole(request: RoleRequest): Promise<Pick<Person, 'name' | 'email'> | undefined>;
  updateContract(request: {
    readonly key: string;
    readonly accountId: string;
    readonly change: Partial<Contract>;
    /** From when on it counts. */
    readonly at: Instant;
  }): Promise<void>;
}

import type { Account, Person } from '../../domain/account';
import { resolveRole } from '../../domain/role-resolution';
import { ROLES, type Role } from '../../domain/roles';
import type { Instant } from '../../domain/waits';

/** The roles a person may act in on an account at that instant: those they hold, and those of absent holders they stand in for. */
export function rolesHeld(account: Account, people: readonly Person[], email: string, at: Instant): Role[] {
  const is = (other: string | undefined) => other?.toLowerCase() === email.toLowerCase();
  return ROLES.filter((role) => is(account.team[role]) || is(resolveRole(account, people, role, at)?.person.email));
}

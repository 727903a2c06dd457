import { z } from 'zod';

/** Our side (playbook §4). A role is resolved to a person per account at the moment of use. */
export const ROLES = [
  'csm',
  'cs-manager',
  'ae',
  'sales-manager',
  'marketer',
  'exec-sponsor',
  'renewal-manager',
  'support-lead',
  'product-specialist',
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** How a role is called in a message to a person. */
export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  csm: 'customer success manager',
  'cs-manager': 'customer success lead',
  ae: 'account executive',
  'sales-manager': 'sales manager',
  marketer: 'marketer',
  'exec-sponsor': 'executive sponsor',
  'renewal-manager': 'renewal manager',
  'support-lead': 'support lead',
  'product-specialist': 'product specialist',
};

/**
 * `the customer success manager`: how a sentence names whoever holds the role.
 *
 * @example
 * `Waiting for ${theRole('ae')} to answer`; // Waiting for the account executive to answer
 */
export const theRole = (role: Role): string => `the ${ROLE_TITLES[role]}`;

/** Their side: the buying committee. */
export const COMMITTEE_ROLES = [
  'champion',
  'economic-buyer',
  'technical-evaluator',
  'end-user',
  'procurement',
  'blocker',
] as const;
export const committeeRoleSchema = z.enum(COMMITTEE_ROLES);
export type CommitteeRole = z.infer<typeof committeeRoleSchema>;

/** Seniority of a contact, highest first. */
export const SENIORITIES = ['c-level', 'vp', 'director', 'manager', 'individual'] as const;
export const senioritySchema = z.enum(SENIORITIES);
export type Seniority = z.infer<typeof senioritySchema>;

/** Whether `seniority` is at least as high as `floor`: `atLeast('c-level', 'vp')` is true. */
export function atLeast(seniority: Seniority, floor: Seniority): boolean {
  return SENIORITIES.indexOf(seniority) <= SENIORITIES.indexOf(floor);
}

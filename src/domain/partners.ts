import type { Contact } from './account';
import { SENIORITIES } from './roles';

/**
 * Whom we sit down with, of those who may be written to: champions first, then economic buyers; where there is neither,
 * whoever is most senior.
 */
export function partnersAmong(contacts: readonly Contact[]): readonly Contact[] {
  const holding = (role: Contact['committeeRole']) => contacts.filter(({ committeeRole }) => committeeRole === role);
  const partners = [...holding('champion'), ...holding('economic-buyer')];
  return partners.length > 0 ? partners : bySeniority(contacts).slice(0, 1);
}

/** Everybody with a say in buying; where no roles are known, everybody. */
export function committeeAmong(contacts: readonly Contact[]): readonly Contact[] {
  const committee = contacts.filter(({ committeeRole }) => committeeRole !== undefined);
  return committee.length > 0 ? committee : contacts;
}

/** Whether they get what they did not ask for; with their consent unknown, people get invitations and answers only. */
export const mayBeMailed = ({ consent }: Contact): boolean => consent === 'granted';

const bySeniority = (contacts: readonly Contact[]): Contact[] =>
  [...contacts].sort((a, b) => SENIORITIES.indexOf(a.seniority) - SENIORITIES.indexOf(b.seniority));

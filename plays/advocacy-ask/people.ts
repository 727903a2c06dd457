import type { Contact } from '../../src/domain/account';
import { SENIORITIES } from '../../src/domain/roles';

/** Who is asked: whoever is named; otherwise who champions us there, otherwise the most senior who may be mailed. */
export function whomToAsk(contacts: readonly Contact[], wanted: string | undefined): Contact | undefined {
  if (wanted !== undefined) return contacts.find(({ id }) => id === wanted);
  const mailed = contacts.filter(({ consent }) => consent === 'granted');
  const bySeniority = mailed.toSorted((a, b) => SENIORITIES.indexOf(a.seniority) - SENIORITIES.indexOf(b.seniority));
  return mailed.find(({ committeeRole }) => committeeRole === 'champion') ?? bySeniority[0];
}

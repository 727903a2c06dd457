import type { Account } from '../../src/domain/account';
import type { AccountFacts } from '../../src/domain/coordination';

/** What the rules between plays need to know of an account. */
export function factsOf({ contract, contacts }: Account): AccountFacts {
  const withdrawn = contacts.length > 0 && contacts.every(({ consent }) => consent === 'withdrawn');
  return { hasContract: contract !== undefined, reach: withdrawn ? 'withdrawn' : 'open' };
}

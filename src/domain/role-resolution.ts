import type { Account, Person } from './account';
import type { Role } from './roles';
import type { Instant } from './waits';

/** Who answers for a role at a moment. `standsInFor` is set when the holder is away and `person` is their delegate. */
export interface Resolved {
  readonly person: Person;
  readonly standsInFor?: Person;
}

/**
 * The person who answers for a role on an account at an instant: its holder, or, while that one is away, the delegate
 * (and the delegate's delegate, when that one is away too). When nobody of the chain is present the holder is answered:
 * what waits for them is escalated in due time, while a task that reaches nobody would be lost.
 * Undefined when nobody holds the role, or when its holder is not among `people`.
 *
 * @example
 * resolveRole(account, people, 'csm', '2026-03-02T09:00:00.000Z'); // { person: Ben, standsInFor: Ana }
 */
export function resolveRole(
  account: Pick<Account, 'team'>,
  people: readonly Person[],
  role: Role,
  at: Instant,
): Resolved | undefined {
  const byEmail = new Map(people.map((person) => [person.email.toLowerCase(), person]));
  const find = (email: string | undefined) => (email ? byEmail.get(email.toLowerCase()) : undefined);
  const holder = find(account.team[role]);
  const seen = new Set<Person>();
  for (let person = holder; person && !seen.has(person); person = find(person.delegate)) {
    if (!isAway(person, at)) return person === holder ? { person } : { person, standsInFor: holder };
    seen.add(person);
  }
  return holder && { person: holder };
}

/** Whether the person is away at that instant; the end of an absence no longer belongs to it. */
export function isAway(person: Pick<Person, 'away'>, at: Instant): boolean {
  const moment = Date.parse(at);
  return person.away !== undefined && Date.parse(person.away.from) <= moment && moment < Date.parse(person.away.until);
}

import type { Account, Person } from '../../domain/account';
import { ROLE_TITLES, type Role } from '../../domain/roles';
import { rolesHeld } from '../plays/roles-held';
import { ApiProblem } from '../problems';
import type { SlackContext } from './slack-context';
import { emailOf } from './slack-person';

/**
 * Who a Slack user is on our side.
 *
 * @throws ApiProblem PERSON_UNKNOWN, which says how to become known
 */
export async function knownPerson(context: SlackContext, userId: string): Promise<Person> {
  const email = await emailOf(context, userId);
  const person = await context.store.people.byEmail(email);
  if (person) return person;
  throw new ApiProblem(
    'PERSON_UNKNOWN',
    `Nobody on our side has the address ${email}. Ask whoever runs playmaker to add you.`,
  );
}

/** The roles that a person may act in on an account now. */
export async function rolesOf({ store, now }: SlackContext, person: Person, account: Account): Promise<Role[]> {
  return rolesHeld(account, await store.people.list(), person.email, now().toISOString());
}

/** What somebody wants to do to a play at an account. */
export interface Attempt {
  readonly person: Person;
  readonly account: Account;
  /** For the ledger: `Pausing play/expansion/acme/seats`. */
  readonly what: string;
  readonly runId?: string;
  /** Names the attempt: the same again is put down once. */
  readonly id: string;
}

/**
 * Lets through whoever holds a role on the account; anybody else is refused, and that stands in the ledger.
 *
 * @throws ApiProblem NOT_ALLOWED
 */
export async function requireRole(context: SlackContext, { person, account, what, runId, id }: Attempt): Promise<void> {
  if ((await rolesOf(context, person, account)).length > 0) return;
  const people = await context.store.people.list();
  const detail = `That is for those who work for ${account.name}${teamInWords(account, people)}. You hold no role there.`;
  await context.store.ledger.add({
    key: `${account.id}/slack/${id}`,
    kind: 'refusal',
    accountId: account.id,
    runId,
    what: `${what} was refused`,
    reason: `NOT_ALLOWED: ${detail}`,
    by: person.name,
    at: context.now().toISOString(),
  });
  throw new ApiProblem('NOT_ALLOWED', detail);
}

/** `: Ana (customer success manager) and …`, so that one knows whom to ask. */
function teamInWords({ team }: Account, people: readonly Person[]): string {
  const named = Object.entries(team).slice(0, 4);
  const nameOf = (email: string) =>
    people.find((each) => each.email.toLowerCase() === email.toLowerCase())?.name ?? email;
  const words = named.map(([role, email]) => `${nameOf(email)} (${ROLE_TITLES[role as Role]})`);
  return words.length > 0 ? `: ${words.join(', ')}` : '';
}

import type { AccountFile, Person } from '../../domain/account';
import type { AccountsLoaded, InputError } from '../../client/wire';
import type { Instant } from '../../domain/waits';
import type { Store } from '../../store/store';
import { ApiProblem } from '../problems';

/**
 * Saves the people and accounts of a file: adds what is new, replaces what is known. Everything is checked before
 * anything is saved. Each record is saved by itself, people first, so that an account never names somebody unknown; after
 * an outage in the middle, loading the same file again completes it.
 *
 * @param at from when on the records count: what was observed later changes them
 * @throws ApiProblem INPUT_INVALID, naming each record that is there twice and each person of a team who is nowhere
 */
export async function loadAccounts(
  store: Store,
  { people, accounts }: AccountFile,
  at: Instant,
): Promise<AccountsLoaded> {
  const errors = [
    ...twice('people', 'email', people, ({ email }) => email.toLowerCase()),
    ...twice('accounts', 'id', accounts, ({ id }) => id),
    ...strangers({ people, accounts }, await store.people.list()),
  ];
  if (errors.length > 0) throw new ApiProblem('INPUT_INVALID', 'The account file is not valid.', errors);
  for (const person of people) await store.people.save(person);
  for (const account of accounts) await store.accounts.save(account, at);
  return { people: people.length, accounts: accounts.length };
}

function twice<T>(list: string, field: string, records: readonly T[], idOf: (record: T) => string): InputError[] {
  const ids = records.map(idOf);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [
          {
            path: `${list}.${index}.${field}`,
            expected: `each record once: "${id}" is ${list}.${ids.indexOf(id)} too`,
          },
        ],
  );
}

function strangers({ people, accounts }: AccountFile, stored: readonly Person[]): InputError[] {
  const known = new Set([...people, ...stored].map(({ email }) => email.toLowerCase()));
  return accounts.flatMap(({ id, team }, index) =>
    Object.entries(team).flatMap(([role, email]) =>
      email === undefined || known.has(email.toLowerCase())
        ? []
        : [
            {
              path: `accounts.${index}.team.${role}`,
              expected: `a person of the file or one loaded before; nobody has ${email}, the ${role} of "${id}"`,
            },
          ],
    ),
  );
}

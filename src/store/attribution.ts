import { eq, inArray, like, or } from 'drizzle-orm';
import { idSchema } from '../domain/account';
import type { Name, Subject } from '../domain/observations';
import { claim, nameAccount } from './claims';
import { idIn, toldBy, type Told } from './clues';
import type { Database } from './database';
import { KnownNames } from './known-names';
import { reconsider, type Reconsidered } from './reconsider';
import { accounts, merges } from './schema';

/** The account that these name, and whether it was made for that. Makes one that nobody has heard of. */
export async function accountNamed(
  tx: Database,
  { account, domains }: Told,
  called: string | undefined,
  known: KnownNames,
): Promise<{ readonly accountId: string; readonly newAccount: boolean }> {
  const accountId =
    account.map(known.accountOf).find((id) => id !== undefined) ??
    (await byOwnId(tx, account.map(idIn))) ??
    byDomain(domains, known);
  if (accountId !== undefined) return { accountId, newAccount: false };
  return { accountId: await makeAccount(tx, account[0]!, called), newAccount: true };
}

/** Its own id in the words of the sender, also that of an account that became part of another one. */
async function byOwnId(tx: Database, ids: readonly string[]): Promise<string | undefined> {
  const [same] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(inArray(accounts.id, [...ids]))
    .limit(1);
  if (same) return same.id;
  const [merged] = await tx
    .select()
    .from(merges)
    .where(inArray(merges.fromId, [...ids]))
    .limit(1);
  return merged?.intoId;
}

/** Systems that tell the domain are about the same account, unless several have it. */
function byDomain(domains: readonly Name[], known: KnownNames): string | undefined {
  const standing = domains.map(known.standingOf).find((each) => each?.accounts.size === 1);
  return standing && [...standing.accounts][0];
}

/** Remembers that these names are those of the account, and attributes anew what that tells about. */
export async function learn(
  tx: Database,
  accountId: string,
  { account, domains, own }: Told,
  known: KnownNames,
): Promise<Reconsidered> {
  await nameAccount(
    tx,
    accountId,
    account.filter((name) => known.accountOf(name) === undefined),
  );
  const changed = await claim(tx, accountId, [...domains, ...own], known);
  return changed.length === 0 ? { accounts: [], names: [] } : reconsider(tx, changed);
}

/** As {@link learn}, of names that somebody else has told. */
export async function learnNames(tx: Database, accountId: string, subject: Partial<Subject>): Promise<Reconsidered> {
  const told = toldBy(subject);
  const known = new KnownNames();
  await known.read(tx, [told]);
  return learn(tx, accountId, told, known);
}

/** An account nobody has described yet: called as the sender calls it, with neutral settings. */
async function makeAccount(tx: Database, name: Name, called: string | undefined): Promise<string> {
  const wanted = [idIn(name), called ?? ''].map(slug).find(isId) ?? 'account';
  const taken = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(or(eq(accounts.id, wanted), like(accounts.id, `${wanted}-%`)));
  // An id that became part of another account goes on to mean that one.
  const merged = await tx
    .select({ id: merges.fromId })
    .from(merges)
    .where(like(merges.fromId, `${wanted}%`));
  const ids = new Set([...taken, ...merged].map(({ id }) => id));
  const id = ids.has(wanted) ? next(wanted, ids) : wanted;
  const tier = 'one-to-many' as const;
  const record = { id, name: called ?? idIn(name), timeZone: 'UTC', country: 'US', tier, team: {}, valueSoFar: [] };
  await tx.insert(accounts).values({ id, name: record.name, tier, record });
  return id;
}

function next(wanted: string, taken: ReadonlySet<string>): string {
  for (let n = 2; ; n += 1) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`;
}

const isId = (text: string): boolean => idSchema.safeParse(text).success;
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 90);

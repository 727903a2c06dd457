import { and, arrayOverlaps, eq, inArray, isNull, like, not, or, sql } from 'drizzle-orm';
import { idSchema } from '../domain/account';
import type { Incoming, Name } from '../domain/observations';
import { domainOf, isPublicDomain } from '../domain/identity';
import type { Database } from './database';
import { accounts, merges, names, observations } from './schema';
import { claim, isOfSeveral, sharedAmong } from './shared-names';

type Kind = typeof names.$inferSelect.kind;

/** The account an item is about, and whether it was made for it; undefined when nothing tells. */
export async function attribute(
  tx: Database,
  { subject }: Incoming,
): Promise<{ readonly accountId: string; readonly newAccount: boolean } | undefined> {
  const known = (await byAccountName(tx, subject)) ?? (await byContact(tx, subject));
  if (known !== undefined) return { accountId: known, newAccount: false };
  const name = subject.account.find(isAccountName);
  if (name === undefined) return undefined;
  return { accountId: await makeAccount(tx, name, subject.accountName), newAccount: true };
}

type Subject = Incoming['subject'];

/** Names of the account first, then its own id in the words of the sender, then its domains. */
async function byAccountName(tx: Database, { account, domains }: Subject): Promise<string | undefined> {
  const wanted = [...account, ...domainNames(domains)];
  if (wanted.length === 0) return undefined;
  const rows = await tx
    .select()
    .from(names)
    .where(and(inArray(names.name, wanted), inArray(names.kind, ['account', 'domain'])));
  const found = wanted.map((name) => rows.find((row) => row.name === name)).find((row) => row !== undefined);
  if (found) return found.accountId;
  const ids = account.map(idIn);
  if (ids.length === 0) return undefined;
  const [same] = await tx.select({ id: accounts.id }).from(accounts).where(inArray(accounts.id, ids)).limit(1);
  if (same) return same.id;
  const [merged] = await tx.select().from(merges).where(inArray(merges.fromId, ids)).limit(1);
  return merged?.intoId;
}

/**
 * Whoever is known as a contact of one account only, or writes from one of its domains. Of whom several accounts know
 * nothing can be told, whichever of them came first.
 */
async function byContact(tx: Database, { account, contact }: Subject): Promise<string | undefined> {
  if (account.length > 0 || contact.length === 0) return undefined;
  const own = contact.filter(isOwnEverywhere);
  const wanted = [...own, ...domainNames(contact.filter(isEmail).map(idIn))];
  const rows = await tx.select().from(names).where(inArray(names.name, wanted));
  const shared = await sharedAmong(tx, own);
  const telling = shared.size === 0 ? wanted : own.filter((name) => !shared.has(name));
  return telling.map((name) => rows.find((row) => row.name === name)).find((row) => row !== undefined)?.accountId;
}

/** The names by which its account is known from then on, each with what it names; those of the account first. */
export function namesLearnt({ account = [], domains = [], contact = [] }: Partial<Subject>) {
  const as = (kind: Kind) => (name: Name) => ({ name, kind });
  return [
    ...account.map(as('account')),
    ...domainNames(domains).map(as('domain')),
    ...contact.filter(isOwnEverywhere).map(as('contact')),
  ];
}

/** Remembers that these names are those of the account, and attributes what waited for that. */
export async function learn(tx: Database, accountId: string, subject: Partial<Subject>): Promise<void> {
  const learnt = namesLearnt(subject);
  const fresh = await remember(
    tx,
    learnt.map((each) => ({ ...each, accountId })),
  );
  const contacts = learnt.filter(({ kind }) => kind === 'contact').map(({ name }) => name);
  await claim(
    tx,
    accountId,
    contacts.filter((name) => !fresh.includes(name)),
  );
  if (fresh.length > 0) await attributeWaiting(tx, accountId, fresh);
}

async function remember(tx: Database, rows: readonly (typeof names.$inferInsert)[]): Promise<readonly Name[]> {
  if (rows.length === 0) return [];
  const added = await tx
    .insert(names)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ name: names.name });
  return added.map(({ name }) => name);
}

/** What waits may bring further names of its contacts, for which other things wait. */
export async function attributeWaiting(tx: Database, accountId: string, learnt: readonly Name[]): Promise<void> {
  const domains = learnt.filter((name) => name.startsWith(DOMAIN)).map(idIn);
  const fromDomains = domains.map((domain) =>
    and(
      like(sql`array_to_string(${observations.names}, ' ') || ' '`, `%email:%@${domain} %`),
      not(isOfSeveral(observations.names)),
    ),
  );
  const found = await tx
    .update(observations)
    // A new place in the order of arrival, so that the account's fold sees it.
    .set({ accountId, seq: sql`nextval(pg_get_serial_sequence('observations', 'seq'))` })
    .where(and(isNull(observations.accountId), or(arrayOverlaps(observations.names, [...learnt]), ...fromDomains)))
    .returning({ names: observations.names });
  const others = [...new Set(found.flatMap((row) => row.names))];
  if (others.length > 0) await learn(tx, accountId, { contact: others });
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

/** A deal or a support case is known by the account it is linked to; it makes none by itself. */
const isAccountName = (name: Name): boolean => !/^[^:]+:(deal|ticket|opportunity|case):/.test(name);
/** Contact ids of ours are unique within their account only. */
const isOwnEverywhere = (name: Name): boolean => !name.startsWith('playmaker:');

const DOMAIN = 'domain:';
/** Of mail addresses, sites or domains, without those that everybody may use. */
const domainNames = (texts: readonly string[]): Name[] =>
  texts
    .flatMap((text) => domainOf(text) ?? [])
    .filter((domain) => !isPublicDomain(domain))
    .map((domain) => `${DOMAIN}${domain}`);
const isEmail = (name: Name): boolean => name.startsWith('email:');
/** `97980` of `segment:user:97980`. */
const idIn = (name: Name): string => name.slice(name.lastIndexOf(':') + 1);
const isId = (text: string): boolean => idSchema.safeParse(text).success;
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 90);

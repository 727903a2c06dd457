import { and, count, eq, inArray, ne, sql, type SQLWrapper } from 'drizzle-orm';
import type { Name } from '../domain/observations';
import type { Database } from './database';
import { names, sharedNames } from './schema';

/**
 * So many further accounts of one name are kept: enough to know that it stays shared when some of them become one. A
 * program that sends for all accounts under one user id is known as a contact of all of them.
 */
export const MOST_CLAIMS = 10;

/** Which of these names several accounts know a contact by. */
export async function sharedAmong(tx: Database, among: readonly Name[]): Promise<ReadonlySet<Name>> {
  if (among.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ name: sharedNames.name })
    .from(sharedNames)
    .where(inArray(sharedNames.name, [...among]));
  return new Set(rows.map(({ name }) => name));
}

/** Whether any of the names of a row is shared. */
export const isOfSeveral = (column: SQLWrapper) =>
  sql`exists (select 1 from ${sharedNames} where ${sharedNames.name} = any(${column}))`;

/** The account has contacts of these names, too. Those that are its own alone stay so. */
export async function claim(tx: Database, accountId: string, wanted: readonly Name[]): Promise<void> {
  if (wanted.length === 0) return;
  const others = await tx
    .select({ name: names.name, claims: count(sharedNames.accountId) })
    .from(names)
    .leftJoin(sharedNames, eq(sharedNames.name, names.name))
    .where(and(inArray(names.name, [...wanted]), eq(names.kind, 'contact'), ne(names.accountId, accountId)))
    .groupBy(names.name);
  const rows = others.filter(({ claims }) => claims < MOST_CLAIMS).map(({ name }) => ({ name, accountId }));
  if (rows.length > 0) await tx.insert(sharedNames).values(rows).onConflictDoNothing();
}

/**
 * One account's names are the other one's from now on. Answers those that were shared by the two alone, and so tell an
 * account again.
 */
export async function moveNames(tx: Database, fromId: string, intoId: string): Promise<readonly Name[]> {
  await tx.update(names).set({ accountId: intoId }).where(eq(names.accountId, fromId));
  const theirs = await tx.delete(sharedNames).where(eq(sharedNames.accountId, fromId)).returning();
  const moved = theirs.map(({ name }) => ({ name, accountId: intoId }));
  if (moved.length > 0) await tx.insert(sharedNames).values(moved).onConflictDoNothing();
  const isFirst = sql`(select ${names.accountId} from ${names} where ${names.name} = ${sharedNames.name}) = ${intoId}`;
  const own = await tx
    .delete(sharedNames)
    .where(and(eq(sharedNames.accountId, intoId), isFirst))
    .returning();
  const freed = own.map(({ name }) => name);
  const shared = await sharedAmong(tx, freed);
  return freed.filter((name) => !shared.has(name));
}

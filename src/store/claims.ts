import { and, eq, gt, inArray } from 'drizzle-orm';
import type { Name } from '../domain/observations';
import { kindOf, type Standing } from './clues';
import type { Database } from './database';
import { MOST_CLAIMS, type KnownNames } from './known-names';
import { claims, names } from './schema';

/** The account is known by these names from now on; a name that is taken stays with whom it names. */
export async function nameAccount(tx: Database, accountId: string, wanted: readonly Name[]): Promise<void> {
  if (wanted.length === 0) return;
  await tx
    .insert(names)
    .values(wanted.map((name) => ({ name, accountId })))
    .onConflictDoNothing();
}

/**
 * The account itself said that it knows these names. Answers those that tell something else from now on: one account where
 * they told none, or none where they told one.
 */
export async function claim(
  tx: Database,
  accountId: string,
  wanted: readonly Name[],
  known: KnownNames,
): Promise<readonly Name[]> {
  const fresh = [...new Set(wanted)].filter((name) => !known.holds(name, accountId, 0));
  if (fresh.length === 0) return [];
  const was = fresh.map((name) => ({ name, standing: known.standingOf(name) }));
  const learnt = was.filter(({ standing }) => standing && standing.rank > 0).map(({ name }) => name);
  if (learnt.length > 0) await tx.delete(claims).where(and(inArray(claims.name, learnt), gt(claims.rank, 0)));
  await tx
    .insert(claims)
    .values(fresh.map((name) => ({ name, accountId, kind: kindOf(name), rank: 0 })))
    .onConflictDoNothing();
  await known.readAgain(tx, fresh);
  return was
    .filter(({ standing }) => !standing || standing.rank > 0 || standing.accounts.size === 1)
    .map(({ name }) => name);
}

/** Who is known where because of what names no account: all that is known so of these names, instead of what was. */
export async function replaceLearnt(
  tx: Database,
  of: readonly Name[],
  standings: ReadonlyMap<Name, Standing>,
): Promise<readonly Name[]> {
  if (of.length === 0) return [];
  const before = await tx
    .select()
    .from(claims)
    .where(inArray(claims.name, [...of]));
  const after = of.flatMap((name) => rowsOf(name, standings.get(name)));
  const keys = (rows: typeof before) =>
    new Set(rows.map(({ name, accountId, rank }) => JSON.stringify([name, accountId, rank])));
  const [was, is] = [keys(before), keys(after)];
  const changed = new Set(
    [...before, ...after]
      .filter(({ name, accountId, rank }) => {
        const key = JSON.stringify([name, accountId, rank]);
        return was.has(key) !== is.has(key);
      })
      .map(({ name }) => name),
  );
  if (changed.size === 0) return [];
  await tx.delete(claims).where(inArray(claims.name, [...changed]));
  const rows = after.filter(({ name }) => changed.has(name));
  if (rows.length > 0) await tx.insert(claims).values(rows);
  return [...changed];
}

const rowsOf = (name: Name, standing: Standing | undefined) =>
  [...(standing?.accounts ?? [])]
    .sort()
    .slice(0, MOST_CLAIMS)
    .map((accountId) => ({ name, accountId, kind: kindOf(name), rank: standing!.rank }));

/** One account's names are the other one's from now on. Answers those that both knew. */
export async function moveNames(tx: Database, fromId: string, intoId: string): Promise<readonly Name[]> {
  await tx.update(names).set({ accountId: intoId }).where(eq(names.accountId, fromId));
  const theirs = await tx.delete(claims).where(eq(claims.accountId, fromId)).returning();
  if (theirs.length === 0) return [];
  const moved = await tx
    .insert(claims)
    .values(theirs.map((row) => ({ ...row, accountId: intoId })))
    .onConflictDoNothing()
    .returning({ name: claims.name });
  const isNew = new Set(moved.map(({ name }) => name));
  return theirs.map(({ name }) => name).filter((name) => !isNew.has(name));
}

import { and, arrayOverlaps, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Name } from '../domain/observations';
import { replaceLearnt } from './claims';
import { cluesOf, isOwn, nameIn, weigh, type Standing } from './clues';
import type { Database } from './database';
import type { KnownNames } from './known-names';
import { accountStates, claims, observations } from './schema';

/** What came of looking again. */
export interface Reconsidered {
  /** Something came to these accounts, or went. */
  readonly accounts: readonly string[];
  /** What these tell may have changed. */
  readonly names: readonly Name[];
}

/** Observations of the same clues. */
interface Alike {
  readonly clues: readonly string[];
  /** Where they are; null for those that wait. */
  readonly accountIds: Set<string | null>;
}

/**
 * What these names tell has changed: whatever names no account and has to do with them, also by way of others, goes to the
 * account that it belongs to now, or waits again. Costs one look at an index where nothing has to do with them.
 */
export async function reconsider(tx: Database, changed: readonly Name[]): Promise<Reconsidered> {
  const { alike, sure, open } = await around(tx, changed);
  if (alike.length === 0) return { accounts: [], names: changed };
  const { accounts, standings } = weigh(
    alike.map(({ clues }) => clues),
    sure,
  );
  const learnt = await replaceLearnt(tx, open, standings);
  const moves = alike.flatMap(({ clues, accountIds }, index) => {
    const to = accounts[index] ?? null;
    return [...accountIds].filter((from) => from !== to).map((from) => ({ clues, from, to }));
  });
  await move(tx, moves);
  const left = moves.flatMap(({ from }) => from ?? []);
  await markLost(tx, left);
  const reached = moves.flatMap(({ to }) => to ?? []);
  return { accounts: [...new Set([...left, ...reached])], names: [...changed, ...learnt] };
}

/**
 * All that can change when these do. What a name of rank 0 tells does not depend on what names no account: behind such
 * names nothing changes.
 */
async function around(tx: Database, changed: readonly Name[]) {
  const alike = new Map<string, Alike>();
  const sure = new Map<Name, Standing>();
  const read = new Set<Name>();
  const open = new Set<Name>();
  const readNew = async (names: readonly Name[]) => {
    const unread = [...new Set(names)].filter((name) => !read.has(name));
    for (const name of unread) read.add(name);
    for (const [name, standing] of await sureOf(tx, unread)) sure.set(name, standing);
    return unread;
  };
  let reached = await readNew(changed);
  for (const name of reached) if (isOwn(name) && !sure.has(name)) open.add(name);
  while (reached.length > 0) {
    const found = await tx
      .selectDistinct({ clues: observations.clues, accountId: observations.accountId })
      .from(observations)
      .where(arrayOverlaps(observations.clues, reached.flatMap(cluesOf)));
    const names: Name[] = [];
    for (const { clues, accountId } of found) {
      const key = JSON.stringify(clues);
      const known = alike.get(key) ?? { clues: clues!, accountIds: new Set() };
      known.accountIds.add(accountId);
      alike.set(key, known);
      names.push(...clues!.map(nameIn));
    }
    reached = (await readNew(names)).filter((name) => isOwn(name) && !sure.has(name));
    for (const name of reached) open.add(name);
  }
  return { alike: [...alike.values()], sure, open: [...open] };
}

async function sureOf(tx: Database, among: readonly Name[]): Promise<ReadonlyMap<Name, Standing>> {
  const known = new Map<Name, { rank: number; accounts: Set<string> }>();
  if (among.length === 0) return known;
  const rows = await tx
    .select()
    .from(claims)
    .where(and(inArray(claims.name, [...among]), eq(claims.rank, 0)));
  for (const { name, accountId } of rows) {
    const standing = known.get(name) ?? { rank: 0, accounts: new Set() };
    standing.accounts.add(accountId);
    known.set(name, standing);
  }
  return known;
}

/**
 * Something that names no account came to one, by this rank: its further names are known there, too. Most often they are
 * new to all, and nothing else has to be looked at.
 */
export async function learnFrom(
  tx: Database,
  clues: readonly string[],
  { accountId, rank }: { readonly accountId: string; readonly rank: number },
  known: KnownNames,
): Promise<Reconsidered> {
  const fresh = clues.filter((clue) => isOwn(clue) && !known.holds(clue, accountId, rank + 1));
  if (fresh.some(known.standingOf) || (await areHeardOf(tx, fresh, clues))) return reconsider(tx, fresh);
  await replaceLearnt(
    tx,
    fresh,
    new Map(fresh.map((name) => [name, { rank: rank + 1, accounts: new Set([accountId]) }])),
  );
  return { accounts: [], names: fresh };
}

/** Whether anything else has to do with these names. */
async function areHeardOf(tx: Database, names: readonly Name[], but: readonly string[]): Promise<boolean> {
  const others = and(arrayOverlaps(observations.clues, [...names]), ne(observations.clues, [...but]));
  const found = await tx.select({ seq: observations.seq }).from(observations).where(others).limit(1);
  return found.length > 0;
}

interface Move {
  readonly clues: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
}

const MOVES_AT_ONCE = 200;

async function move(tx: Database, moves: readonly Move[]): Promise<void> {
  for (let first = 0; first < moves.length; first += MOVES_AT_ONCE) {
    const some = moves.slice(first, first + MOVES_AT_ONCE);
    const list = sql`jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as moved(clues text[], "from" text, "to" text)`;
    // Also by the index, which has no equality.
    const within = arrayOverlaps(observations.clues, [...new Set(some.flatMap(({ clues }) => clues))]);
    await tx
      .update(observations)
      // A new place in the order of arrival, so that the fold of the account sees it.
      .set({ accountId: sql`moved."to"`, seq: sql`nextval(pg_get_serial_sequence('observations', 'seq'))` })
      .from(list)
      .where(
        sql`${within} and ${observations.clues} = moved.clues and ${observations.accountId} is not distinct from moved."from"`,
      );
  }
}

/**
 * What their folds hold is true no more. A fold that is under way now does not forget it, since it did not see this number.
 */
async function markLost(tx: Database, accountIds: readonly string[]): Promise<void> {
  const rows = [...new Set(accountIds)].sort().map((accountId) => ({
    ...{ accountId, rules: '', seq: 0, foldedAt: sql`now()` },
    state: sql`'null'::jsonb`,
    lost: sql<number>`nextval(pg_get_serial_sequence('observations', 'seq'))`,
  }));
  if (rows.length === 0) return;
  await tx
    .insert(accountStates)
    .values(rows)
    .onConflictDoUpdate({ target: accountStates.accountId, set: { lost: sql`excluded.lost` } });
}

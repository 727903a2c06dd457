import { and, asc, count, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Name, Observation } from '../domain/observations';
import { nameIn } from './clues';
import { LIST_LIMIT, type Database, type Transact } from './database';
import type { KnownName, Observations, Recorded, WaitingObservations } from './observations-port';
import { receive } from './receive';
import { accountStates, claims, merges, names, observations } from './schema';

/** Attributed, and not what is kept of an account that became part of another one. */
const ofAnAccount = sql`${observations.accountId} is not null and not exists (select from ${merges} where ${merges.fromId} = ${observations.accountId})`;

/** What sources saw, and about whom. */
export function observationsIn(db: Database, transact: Transact): Observations {
  return {
    receive: (items, receivedAt) => transact((tx) => receive(tx, items, receivedAt)),
    list: (accountId, after) => listIn(db, accountId, after),
    async latest(accountId, limit) {
      const rows = await db
        .select()
        .from(observations)
        .where(eq(observations.accountId, accountId))
        .orderBy(desc(observations.at), desc(observations.seq))
        .limit(Math.min(limit, LIST_LIMIT));
      return rows.map((row) => ({
        ...recordedOf(row),
        receivedAt: row.receivedAt,
        by: row.clues ? ('names' as const) : ('account' as const),
      }));
    },
    count: (accountId) => db.$count(observations, eq(observations.accountId, accountId)),
    async unfolded(limit) {
      const newest = db
        .select({ accountId: observations.accountId, seq: sql<number>`max(${observations.seq})`.as('newest') })
        .from(observations)
        .where(ofAnAccount)
        .groupBy(observations.accountId)
        .as('newest_of_account');
      const rows = await db
        .select({ accountId: newest.accountId })
        .from(newest)
        .leftJoin(accountStates, eq(accountStates.accountId, newest.accountId))
        .where(sql`${newest.seq} > coalesce(${accountStates.seq}, 0) or ${accountStates.lost} is not null`)
        .limit(limit);
      return rows.map(({ accountId }) => accountId!);
    },
    async accounts() {
      const rows = await db.selectDistinct({ accountId: observations.accountId }).from(observations).where(ofAnAccount);
      return rows.map(({ accountId }) => accountId!);
    },
    waiting: () => db.$count(observations, sql`${observations.accountId} is null`),
    listWaiting: (limit = LIST_LIMIT) => waitingIn(db, Math.min(limit, LIST_LIMIT)),
    namesOf: (accountId) =>
      db
        .select({ name: names.name, kind: sql<KnownName['kind']>`'account'`.as('kind') })
        .from(names)
        .where(eq(names.accountId, accountId))
        .unionAll(
          db
            .select({ name: claims.name, kind: sql<KnownName['kind']>`${claims.kind}`.as('kind') })
            .from(claims)
            .where(eq(claims.accountId, accountId)),
        )
        .orderBy(sql`2`, sql`1`),
  };
}

async function waitingIn(db: Database, limit: number): Promise<WaitingObservations[]> {
  const rows = await db
    .select({
      source: observations.source,
      names: observations.names,
      clues: observations.clues,
      count: count(),
      since: sql<string>`min(${observations.receivedAt})`.mapWith(observations.receivedAt),
    })
    .from(observations)
    .where(isNull(observations.accountId))
    .groupBy(observations.source, observations.names, observations.clues)
    .orderBy(sql`min(${observations.seq})`)
    .limit(limit);
  const about = [...new Set(rows.flatMap(({ clues }) => (clues ?? []).map(nameIn)))];
  const known = about.length > 0 ? await db.select().from(claims).where(inArray(claims.name, about)) : [];
  return rows.map(({ clues, ...row }) => {
    const theirs = new Set((clues ?? []).map(nameIn));
    const accountIds = known.filter(({ name }) => theirs.has(name)).map(({ accountId }) => accountId);
    return { ...row, knownBy: [...new Set(accountIds)].sort() };
  });
}

export async function listIn(db: Database, accountId: string, after = 0): Promise<Recorded[]> {
  const ofOne = and(eq(observations.accountId, accountId), gt(observations.seq, after));
  return (await db.select().from(observations).where(ofOne).orderBy(asc(observations.seq))).map(recordedOf);
}

/** What their folds do not hold yet, in the order of arrival. */
export async function newIn(db: Database, accountIds: readonly string[]): Promise<Recorded[]> {
  const folded = db
    .select({ seq: accountStates.seq })
    .from(accountStates)
    .where(eq(accountStates.accountId, observations.accountId));
  const isNew = and(
    inArray(observations.accountId, [...accountIds]),
    sql`${observations.seq} > coalesce((${folded}), 0)`,
  );
  return (await db.select().from(observations).where(isNew).orderBy(asc(observations.seq))).map(recordedOf);
}

const recordedOf = ({ key, seq, source, type, data, at, accountId, names }: typeof observations.$inferSelect) => ({
  ...({ type, data } as Observation),
  ...{ seq, source, at, accountId: accountId!, names: names.filter(isContactName) },
  // Further observations of one item need ids of their own.
  id: key.slice(source.length + 1),
});

/** What waited is kept with the names of its account, too. */
const isContactName = (name: Name): boolean =>
  !/^[^:]+:(group|company|account|deal|ticket|opportunity|case):/.test(name);

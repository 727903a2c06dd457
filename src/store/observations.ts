import { and, asc, count, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Name, Observation } from '../domain/observations';
import { LIST_LIMIT, type Database, type Transact } from './database';
import type { Observations, Recorded } from './observations-port';
import { receive } from './receive';
import { accountStates, merges, names, observations } from './schema';

/** Attributed, and not what is kept of an account that became part of another one. */
const ofAnAccount = sql`${observations.accountId} is not null and not exists (select from ${merges} where ${merges.fromId} = ${observations.accountId})`;

/** What sources saw, and about whom. */
export function observationsIn(db: Database, transact: Transact): Observations {
  return {
    receive: (items, receivedAt) => transact((tx) => receive(tx, items, receivedAt)),
    list: (accountId, after) => listIn(db, accountId, after),
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
        .where(sql`${newest.seq} > coalesce(${accountStates.seq}, 0)`)
        .limit(limit);
      return rows.map(({ accountId }) => accountId!);
    },
    async accounts() {
      const rows = await db.selectDistinct({ accountId: observations.accountId }).from(observations).where(ofAnAccount);
      return rows.map(({ accountId }) => accountId!);
    },
    waiting: () => db.$count(observations, sql`${observations.accountId} is null`),
    listWaiting: (limit = LIST_LIMIT) =>
      db
        .select({
          source: observations.source,
          names: observations.names,
          count: count(),
          since: sql<string>`min(${observations.receivedAt})`.mapWith(observations.receivedAt),
        })
        .from(observations)
        .where(isNull(observations.accountId))
        .groupBy(observations.source, observations.names)
        .orderBy(sql`min(${observations.seq})`)
        .limit(Math.min(limit, LIST_LIMIT)),
    namesOf: (accountId) =>
      db
        .select({ name: names.name, kind: names.kind })
        .from(names)
        .where(eq(names.accountId, accountId))
        .orderBy(names.kind, names.name),
  };
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

import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm';
import type { Incoming, Name, Observation } from '../domain/observations';
import type { Instant } from '../domain/waits';
import { attribute, learn } from './attribution';
import type { Database, Transact } from './database';
import type { Observations, Received, Recorded } from './observations-port';
import { accountStates, names, observations } from './schema';

/** What sources saw, and about whom. */
export function observationsIn(db: Database, transact: Transact): Observations {
  return {
    receive: (items, receivedAt) => transact((tx) => receive(tx, items, receivedAt)),
    list: (accountId, after) => listIn(db, accountId, after),
    async unfolded(limit) {
      const newest = db
        .select({ accountId: observations.accountId, seq: sql<number>`max(${observations.seq})`.as('newest') })
        .from(observations)
        .where(isNotNull(observations.accountId))
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
      const rows = await db
        .selectDistinct({ accountId: observations.accountId })
        .from(observations)
        .where(isNotNull(observations.accountId));
      return rows.map(({ accountId }) => accountId!);
    },
    waiting: () => db.$count(observations, sql`${observations.accountId} is null`),
    namesOf: (accountId) =>
      db
        .select({ name: names.name, kind: names.kind })
        .from(names)
        .where(eq(names.accountId, accountId))
        .orderBy(names.kind, names.name),
  };
}

/**
 * One at a time over all servers, so that the order of arrival is the order of commits: a fold that has seen number 6
 * never misses a number 5 that is committed later.
 */
export async function receive(tx: Database, items: readonly Incoming[], receivedAt: Instant): Promise<Received[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('playmaker.receive'))`);
  const received: Received[] = [];
  for (const item of items) received.push(await receiveOne(tx, item, receivedAt));
  return received;
}

async function receiveOne(tx: Database, item: Incoming, receivedAt: Instant): Promise<Received> {
  const key = `${item.source}:${item.id}`;
  const [known] = await tx
    .select({ accountId: observations.accountId })
    .from(observations)
    .where(eq(observations.key, key));
  if (known) return { kind: 'repeated', ...(known.accountId !== null && { accountId: known.accountId }) };
  const found = await attribute(tx, item);
  if (found) await learn(tx, found.accountId, item);
  await tx.insert(observations).values(
    observationsOf(item).map(({ type, data }, index) => ({
      key: index === 0 ? key : `${key}\u001f${index + 1}`,
      source: item.source,
      id: item.id,
      accountId: found?.accountId,
      names: found ? [...item.subject.contact] : [...item.subject.contact, ...item.subject.account],
      type,
      data,
      at: item.at,
      receivedAt,
    })),
  );
  return found ? { kind: 'stored', ...found } : { kind: 'waiting' };
}

/** What says nothing but who belongs to whom is kept as a description without words, to wait for its account. */
const observationsOf = ({ observations: given, subject }: Incoming): readonly Observation[] =>
  given.length > 0
    ? given
    : [{ type: subject.contact.length > 0 ? 'contact.described' : 'account.described', data: {} }];

export async function listIn(db: Database, accountId: string, after = 0): Promise<Recorded[]> {
  const rows = await db
    .select()
    .from(observations)
    .where(and(eq(observations.accountId, accountId), gt(observations.seq, after)))
    .orderBy(asc(observations.seq));
  return rows.map(({ key, seq, source, type, data, at, names: contactNames }) => ({
    ...({ type, data } as Observation),
    ...{ seq, source, at, accountId, names: contactNames.filter(isContactName) },
    // Further observations of one item need ids of their own.
    id: key.slice(source.length + 1),
  }));
}

/** What waited is kept with the names of its account, too. */
const isContactName = (name: Name): boolean =>
  !/^[^:]+:(group|company|account|deal|ticket|opportunity|case):/.test(name);

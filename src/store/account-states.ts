import { asc, eq, isNull, sql } from 'drizzle-orm';
import type { Instant } from '../domain/waits';
import { saveIn } from './accounts';
import type { Database, Transact } from './database';
import type { AccountStates, Folded, Outgoing, Unfolded } from './observations-port';
import { listIn } from './observations';
import { withoutNulls } from './rows';
import { accountStates, healthDays, outgoing } from './schema';

/** Where each account's fold stands, and what has to go out because of it. */
export function accountStatesIn(db: Database, transact: Transact): AccountStates {
  return {
    fold: (accountId, rules, at, work) => transact((tx) => fold(tx, accountId, rules, at, work)),
    async get(accountId) {
      const [row] = await db.select().from(accountStates).where(eq(accountStates.accountId, accountId));
      return row?.state;
    },
    async health(accountId) {
      const rows = await db
        .select()
        .from(healthDays)
        .where(eq(healthDays.accountId, accountId))
        .orderBy(asc(healthDays.day));
      return rows.map(({ accountId: _accountId, ...day }) => withoutNulls(day));
    },
    async undelivered(limit) {
      const rows = await db
        .select()
        .from(outgoing)
        .where(isNull(outgoing.deliveredAt))
        .orderBy(asc(outgoing.seq))
        .limit(limit);
      return rows.map(outgoingOf);
    },
    async delivered(id, at, result) {
      await db.update(outgoing).set({ deliveredAt: at, result }).where(eq(outgoing.id, id));
    },
  };
}

async function fold(
  tx: Database,
  accountId: string,
  rules: string,
  at: Instant,
  work: (before: Unfolded) => Promise<Folded>,
): Promise<readonly Outgoing[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`playmaker.fold.${accountId}`}))`);
  const [row] = await tx.select().from(accountStates).where(eq(accountStates.accountId, accountId));
  const later = await listIn(tx, accountId, row?.seq);
  const folded = await work({ state: row?.state, rules: row?.rules, later, all: () => listIn(tx, accountId) });
  const seq = later.reduce((most, each) => Math.max(most, each.seq), row?.seq ?? 0);
  const change = { state: folded.state, rules, seq, foldedAt: at };
  await tx
    .insert(accountStates)
    .values({ accountId, ...change })
    .onConflictDoUpdate({ target: accountStates.accountId, set: change });
  await saveIn(tx, folded.account);
  for (const day of folded.health)
    await tx
      .insert(healthDays)
      .values({ accountId, ...day })
      .onConflictDoUpdate({ target: [healthDays.accountId, healthDays.day], set: day });
  if (folded.outgoing.length === 0) return [];
  const fresh = await tx
    .insert(outgoing)
    .values([...folded.outgoing])
    .onConflictDoNothing()
    .returning();
  return fresh.map(outgoingOf);
}

const outgoingOf = ({ id, accountId, kind, payload, at }: typeof outgoing.$inferSelect): Outgoing => ({
  ...{ id, accountId, kind, payload, at },
});

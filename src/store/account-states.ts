import { isDeepStrictEqual } from 'node:util';
import { and, asc, desc, eq, isNotNull, isNull, sql, type Column } from 'drizzle-orm';
import type { Account } from '../domain/account';
import type { Instant } from '../domain/waits';
import { accountOf, contactsOf, saveIn } from './accounts';
import type { Database, Transact } from './database';
import type { AccountStates, Folded, HealthDay, Outgoing, Unfolded } from './observations-port';
import { listIn } from './observations';
import { withoutNulls } from './rows';
import { accounts, accountStates, healthDays, merges, outgoing } from './schema';

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
    answers: (accountId) =>
      db
        .selectDistinctOn([ruleOf], { rule: ruleOf, at: outgoing.at, result: sql<string>`${outgoing.result}` })
        .from(outgoing)
        .where(and(eq(outgoing.accountId, accountId), eq(outgoing.kind, 'request'), isNotNull(outgoing.result)))
        .orderBy(ruleOf, desc(outgoing.at), desc(outgoing.seq)),
  };
}

const ruleOf = sql<string>`${outgoing.payload} ->> 'rule'`;

async function fold(
  tx: Database,
  accountId: string,
  rules: string,
  at: Instant,
  work: (before: Unfolded) => Promise<Folded>,
): Promise<readonly Outgoing[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`playmaker.fold.${accountId}`}))`);
  const [row] = await tx
    .select({
      state: accountStates.state,
      rules: accountStates.rules,
      seq: accountStates.seq,
      record: accounts.record,
      contacts: contactsOf(tx, accountId),
    })
    .from(accounts)
    .leftJoin(accountStates, eq(accountStates.accountId, accounts.id))
    .where(eq(accounts.id, accountId));
  // It may have become part of another account since it was to be looked at; its record is gone then.
  if (!row && (await tx.$count(merges, eq(merges.fromId, accountId))) > 0) return [];
  const before = { state: row?.state ?? undefined, rules: row?.rules ?? undefined, seq: row?.seq ?? undefined };
  const later = await listIn(tx, accountId, before.seq);
  const folded = await work({ ...before, later, all: () => listIn(tx, accountId) });
  const seq = later.reduce((most, each) => Math.max(most, each.seq), before.seq ?? 0);
  await saveState(tx, { accountId, state: folded.state, rules, seq, foldedAt: at });
  if (!row || !isDeepStrictEqual(accountOf(row), asStored(folded.account))) await saveIn(tx, folded.account);
  await saveHealth(tx, accountId, folded.health);
  if (folded.outgoing.length === 0) return [];
  const fresh = await tx
    .insert(outgoing)
    .values([...folded.outgoing])
    .onConflictDoNothing()
    .returning();
  return fresh.map(outgoingOf);
}

/** A state can be long: it is sent once. */
async function saveState(tx: Database, row: typeof accountStates.$inferInsert): Promise<void> {
  const { state, rules, seq, foldedAt } = accountStates;
  await tx
    .insert(accountStates)
    .values(row)
    .onConflictDoUpdate({
      target: accountStates.accountId,
      set: asProposed({ state, rules, seq, foldedAt }),
    });
}

/** Of several of one day, the last one counts. */
async function saveHealth(tx: Database, accountId: string, days: readonly HealthDay[]): Promise<void> {
  const rows = [...new Map(days.map((day) => [day.day, { accountId, ...day }])).values()];
  if (rows.length === 0) return;
  const { score, confidence, segment, because } = healthDays;
  await tx
    .insert(healthDays)
    .values(rows)
    .onConflictDoUpdate({
      target: [healthDays.accountId, healthDays.day],
      set: asProposed({ score, confidence, segment, because }),
    });
}

/** Every one of these columns becomes what the row that was not inserted has. */
const asProposed = (columns: Readonly<Record<string, Column>>) =>
  Object.fromEntries(
    Object.entries(columns).map(([field, { name }]) => [field, sql`excluded.${sql.identifier(name)}`]),
  );

/** As it comes back from the database. */
const asStored = (account: Account): unknown => JSON.parse(JSON.stringify(account));

const outgoingOf = ({ id, accountId, kind, payload, at }: typeof outgoing.$inferSelect): Outgoing => ({
  ...{ id, accountId, kind, payload, at },
});

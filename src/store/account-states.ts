import { isDeepStrictEqual } from 'node:util';
import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Account } from '../domain/account';
import type { Instant } from '../domain/waits';
import { accountOf, contactsOf, saveIn } from './accounts';
import type { Database, Transact } from './database';
import type { AccountStates, Folded, Outgoing, Unfolded } from './observations-port';
import { listIn, newIn } from './observations';
import { asProposed, withoutNulls } from './rows';
import { accounts, accountStates, healthDays, merges, outgoing } from './schema';

/** Where each account's fold stands, and what has to go out because of it. */
export function accountStatesIn(db: Database, transact: Transact): AccountStates {
  return {
    fold: (accountIds, rules, at, work) => transact((tx) => fold(tx, accountIds, rules, at, work)),
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
    async delivered(deliveries, at) {
      if (deliveries.length === 0) return;
      const done = sql`jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as done(id text, result text)`;
      await db
        .update(outgoing)
        .set({ deliveredAt: at, result: sql`done.result` })
        .from(done)
        .where(eq(outgoing.id, sql`done.id`));
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
  accountIds: readonly string[],
  rules: string,
  at: Instant,
  work: (accountId: string, before: Unfolded) => Promise<Folded>,
): Promise<readonly Outgoing[]> {
  await lockFolds(tx, accountIds);
  const results: (Folded & {
    readonly accountId: string;
    readonly seq: number;
    readonly lost: number | null;
    readonly changed: boolean;
  })[] = [];
  for (const { accountId, record, contacts, later, ...before } of await unfoldedOf(tx, accountIds)) {
    const folded = await work(accountId, { ...before, later, all: () => listIn(tx, accountId) });
    const seq = later.reduce((most, each) => Math.max(most, each.seq), before.seq ?? 0);
    const was = record && accountOf({ record, contacts });
    results.push({
      ...folded,
      accountId,
      seq,
      lost: before.lost,
      changed: !isDeepStrictEqual(was, asStored(folded.account)),
    });
  }
  await saveIn(
    tx,
    results.filter(({ changed }) => changed).map(({ account }) => account),
  );
  await saveHealth(tx, results);
  const out = results.flatMap((folded) => folded.outgoing);
  const fresh = out.length > 0 ? await tx.insert(outgoing).values(out).onConflictDoNothing().returning() : [];
  // Last: whoever takes something away from an account may have its record, and waits for this.
  await saveStates(
    tx,
    results.map(({ accountId, state, seq, lost }) => ({ accountId, state, rules, seq, foldedAt: at, lost })),
  );
  return fresh.map(outgoingOf);
}

/** Until the end of the transaction nobody else folds these accounts. Whoever takes several takes them in one order. */
export async function lockFolds(tx: Database, accountIds: readonly string[]): Promise<void> {
  const keys = sql`select distinct hashtext('playmaker.fold.' || id) as key from ${idsOf(accountIds)} order by key`;
  await tx.execute(sql`select pg_advisory_xact_lock(key) from (${keys}) as keys`);
}

const idsOf = (accountIds: readonly string[]) =>
  sql`jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb) as ids(id)`;

/** Where their folds stand and what arrived since. One that became part of another account meanwhile is left out. */
async function unfoldedOf(tx: Database, accountIds: readonly string[]) {
  const rows = await tx
    .select({
      accountId: sql<string>`ids.id`,
      state: accountStates.state,
      rules: accountStates.rules,
      seq: accountStates.seq,
      lost: accountStates.lost,
      record: accounts.record,
      contacts: contactsOf(tx, accounts.id),
    })
    .from(idsOf(accountIds))
    .leftJoin(accounts, eq(accounts.id, sql`ids.id`))
    .leftJoin(accountStates, eq(accountStates.accountId, accounts.id))
    .where(sql`not exists (select from ${merges} where ${merges.fromId} = ids.id)`)
    .orderBy(sql`ids.id`);
  const arrived = await newIn(tx, accountIds);
  return rows.map((row) => ({
    ...row,
    state: (row.lost === null ? row.state : undefined) ?? undefined,
    rules: row.rules ?? undefined,
    seq: row.seq ?? undefined,
    later: arrived.filter(({ accountId }) => accountId === row.accountId),
  }));
}

async function saveStates(tx: Database, rows: (typeof accountStates.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  const { state, rules, seq, foldedAt, lost } = accountStates;
  await tx
    .insert(accountStates)
    .values(rows)
    .onConflictDoUpdate({
      target: accountStates.accountId,
      // What was lost meanwhile is another number, and stays to be folded.
      set: { ...asProposed({ state, rules, seq, foldedAt }), lost: sql`nullif(${lost}, excluded.lost)` },
    });
}

/** Of several of one day, the last one counts. */
async function saveHealth(
  tx: Database,
  folded: readonly (Pick<Folded, 'health' | 'afresh'> & { readonly accountId: string })[],
): Promise<void> {
  const afresh = folded.filter((each) => each.afresh).map(({ accountId }) => accountId);
  if (afresh.length > 0) await tx.delete(healthDays).where(inArray(healthDays.accountId, afresh));
  const rows = folded.flatMap(({ accountId, health }) => [
    ...new Map(health.map((day) => [day.day, { accountId, ...day }])).values(),
  ]);
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

/** As it comes back from the database. */
const asStored = (account: Account): unknown => JSON.parse(JSON.stringify(account));

const outgoingOf = ({ id, accountId, kind, payload, at }: typeof outgoing.$inferSelect): Outgoing => ({
  ...{ id, accountId, kind, payload, at },
});

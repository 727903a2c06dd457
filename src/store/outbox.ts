import { and, eq, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Database } from './database';
import { StoreError } from './errors';
import { found } from './rows';
import { outbox } from './schema';
import type { Claim, Outbox } from './store';

type Settled = Exclude<Claim, { kind: 'claimed' }>;

/** The database's clock: workers' own clocks may differ, and `now()` stands still within a transaction. */
const now = sql`clock_timestamp()`;
/** Nobody performs it at present, so it may be claimed or withdrawn. */
const free = and(eq(outbox.state, 'pending'), or(isNull(outbox.leasedUntil), lte(outbox.leasedUntil, now)));

/** One row per effect. Each transition is one statement, so that simultaneous callers are decided by the row's lock. */
export function outboxIn(db: Database): Outbox {
  return {
    claim: (key, leaseMs) => claim(db, key, leaseMs),
    withdraw: (key) => withdraw(db, key),
    async finish(key, receipt) {
      // The effect happened: that is so whoever holds the claim by now, and even after a withdrawal. The first receipt stays.
      await db
        .insert(outbox)
        .values({ key, state: 'done', attempts: 1, firstAt: now, receipt })
        .onConflictDoUpdate({
          target: outbox.key,
          set: { state: 'done', receipt, leasedUntil: null },
          setWhere: ne(outbox.state, 'done'),
        });
    },
    async release(key, attempt) {
      await db
        .update(outbox)
        .set({ leasedUntil: null })
        .where(
          and(
            eq(outbox.key, key),
            eq(outbox.state, 'pending'),
            attempt === undefined ? undefined : eq(outbox.attempts, attempt),
          ),
        );
    },
    async get(key) {
      const [row] = await db.select().from(outbox).where(eq(outbox.key, key));
      return row && { state: row.state, attempts: row.attempts, ...(row.receipt && { receipt: row.receipt }) };
    },
  };
}

async function claim(db: Database, key: string, leaseMs: number): Promise<Claim> {
  if (!Number.isFinite(leaseMs) || leaseMs < 0)
    throw new StoreError('INVALID_RECORD', `${leaseMs} is no length of a lease. Give milliseconds, e.g. 30000.`);
  const leasedUntil = sql`${now} + ${leaseMs}::double precision * interval '1 millisecond'`;
  for (;;) {
    const [row] = await db
      .insert(outbox)
      .values({ key, state: 'pending', attempts: 1, firstAt: now, leasedUntil })
      .onConflictDoUpdate({
        target: outbox.key,
        set: { attempts: sql`${outbox.attempts} + 1`, leasedUntil },
        setWhere: free,
      })
      .returning({ attempt: outbox.attempts, firstAt: outbox.firstAt });
    if (row) return { kind: 'claimed', ...row };
    const settled = await whyNot(db, key);
    if (settled) return settled;
  }
}

async function withdraw(db: Database, key: string): Promise<Settled> {
  for (;;) {
    const [row] = await db
      .insert(outbox)
      .values({ key, state: 'void', attempts: 0, firstAt: now })
      .onConflictDoUpdate({ target: outbox.key, set: { state: 'void', leasedUntil: null }, setWhere: free })
      .returning({ key: outbox.key });
    if (row) return { kind: 'void' };
    const settled = await whyNot(db, key);
    if (settled) return settled;
  }
}

/** Why the row could not be taken; undefined when it has become free since. */
async function whyNot(db: Database, key: string): Promise<Settled | undefined> {
  const [row] = await db
    .select({ state: outbox.state, receipt: outbox.receipt, until: outbox.leasedUntil, free: sql<boolean>`${free}` })
    .from(outbox)
    .where(eq(outbox.key, key));
  const {
    state,
    receipt,
    until,
    free: isFree,
  } = found(row, `Effect "${key}"`, 'Rows of the outbox must not be deleted.');
  if (state === 'void') return { kind: 'void' };
  if (state === 'done') return { kind: 'done', receipt: receipt ?? {} };
  return isFree || until === null ? undefined : { kind: 'busy', until };
}

import { and, eq, sql } from 'drizzle-orm';
import type { QueuedRequest } from '../domain/coordination';
import type { Remembered } from '../domain/coordinator-messages';
import type { Database } from './database';
import { coordination } from './schema';
import type { CoordinationMemory } from './store';

/** What the coordinators of accounts remember. */
export function coordinationIn(db: Database): CoordinationMemory {
  return {
    async load(accountId) {
      const [row] = await db.select().from(coordination).where(eq(coordination.accountId, accountId));
      return row?.remembered as Remembered | undefined;
    },
    async save(accountId, remembered) {
      await db
        .insert(coordination)
        .values({ accountId, remembered })
        .onConflictDoUpdate({
          target: coordination.accountId,
          set: { remembered, savedAt: sql`clock_timestamp()` },
        });
    },
    async queued({ accountId, play } = {}) {
      const rows = await db
        .select({ accountId: coordination.accountId, queue: sql<QueuedRequest[]>`${queue}` })
        .from(coordination)
        .where(
          and(
            sql`jsonb_array_length(${queue}) > 0`,
            accountId === undefined ? undefined : eq(coordination.accountId, accountId),
          ),
        );
      return rows
        .flatMap((row) => row.queue.map((queued) => ({ ...queued, accountId: row.accountId })))
        .filter(({ request }) => play === undefined || request.play === play)
        .sort((a, b) => (a.since + a.request.runId < b.since + b.request.runId ? -1 : 1));
    },
  };
}

const queue = sql`(${coordination.remembered} #> '{state,queue}')`;

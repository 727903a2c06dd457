import { eq, sql } from 'drizzle-orm';
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
  };
}

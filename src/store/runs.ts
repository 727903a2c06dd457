import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import { LIST_LIMIT, type Database } from './database';
import { found, withoutNulls } from './rows';
import { runs } from './schema';
import type { RunRow, Runs } from './store';

const DEFAULT_LIMIT = 100;

/** The read model of plays that run or ran. */
export function runsIn(db: Database): Runs {
  return {
    async open(run) {
      await db.insert(runs).values(run).onConflictDoNothing();
    },
    async update(runId, change) {
      if (Object.values(change).every((value) => value === undefined)) return;
      const [updated] = await db
        .update(runs)
        .set(change)
        .where(and(eq(runs.runId, runId), ne(runs.state, 'ended')))
        .returning({ runId: runs.runId });
      if (!updated) found(await get(db, runId), `Run "${runId}"`, 'Open it before it is updated.');
    },
    get: (runId) => get(db, runId),
    async list({ accountId, play, state, limit = DEFAULT_LIMIT } = {}) {
      const rows = await db
        .select()
        .from(runs)
        .where(
          and(
            accountId === undefined ? undefined : eq(runs.accountId, accountId),
            play === undefined ? undefined : eq(runs.play, play),
            state === undefined ? undefined : inArray(runs.state, [state].flat()),
          ),
        )
        .orderBy(desc(runs.startedAt), desc(runs.runId))
        .limit(Math.min(limit, LIST_LIMIT));
      return rows.map(withoutNulls);
    },
  };
}

async function get(db: Database, runId: string): Promise<RunRow | undefined> {
  const [row] = await db.select().from(runs).where(eq(runs.runId, runId));
  return row && withoutNulls(row);
}

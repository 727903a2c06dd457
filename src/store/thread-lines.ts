import { asc, eq } from 'drizzle-orm';
import { LIST_LIMIT, type Database } from './database';
import { withoutNulls } from './rows';
import { threadLines } from './schema';
import type { ThreadLines } from './store';

/** What the threads of runs have still to say. */
export function threadLinesIn(db: Database): ThreadLines {
  return {
    async add(line) {
      await db.insert(threadLines).values(line).onConflictDoNothing({ target: threadLines.key });
    },
    async waiting(runId) {
      const rows = await db
        .select()
        .from(threadLines)
        .where(eq(threadLines.runId, runId))
        .orderBy(asc(threadLines.seq))
        .limit(LIST_LIMIT);
      return rows.map(({ seq: _seq, ...line }) => withoutNulls(line));
    },
    async runs() {
      const rows = await db.selectDistinct({ runId: threadLines.runId }).from(threadLines);
      return rows.map(({ runId }) => runId);
    },
    async remove(key) {
      await db.delete(threadLines).where(eq(threadLines.key, key));
    },
  };
}

import { and, desc, eq } from 'drizzle-orm';
import { LIST_LIMIT, type Database } from './database';
import { withoutNulls } from './rows';
import { ledger } from './schema';
import type { Ledger } from './store';

/** What was decided and what reached the customer; entries are added once and never change. */
export function ledgerIn(db: Database): Ledger {
  return {
    async add(entry) {
      await db.insert(ledger).values(entry).onConflictDoNothing({ target: ledger.key });
    },
    async list({ accountId, runId, kind }) {
      const rows = await db
        .select()
        .from(ledger)
        .where(
          and(
            accountId === undefined ? undefined : eq(ledger.accountId, accountId),
            runId === undefined ? undefined : eq(ledger.runId, runId),
            kind === undefined ? undefined : eq(ledger.kind, kind),
          ),
        )
        .orderBy(desc(ledger.at), desc(ledger.seq))
        .limit(LIST_LIMIT);
      return rows.reverse().map(({ seq: _seq, ...entry }) => withoutNulls(entry));
    },
  };
}

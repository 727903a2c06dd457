import { and, desc, eq } from 'drizzle-orm';
import { LIST_LIMIT, type Database } from './database';
import { found } from './rows';
import { documents } from './schema';
import type { Document, Documents } from './store';

/** Drafts and proposals: a version is written once. */
export function documentsIn(db: Database): Documents {
  return {
    async save(document) {
      const { documentId, version } = document;
      const [stored] = await db.insert(documents).values(document).onConflictDoNothing().returning();
      return stored ?? found(await get(db, documentId, version), `Document "${documentId}"`, 'Save it again.');
    },
    get: (documentId, version) => get(db, documentId, version),
    async list({ accountId, runId }) {
      const rows = await db
        .select()
        .from(documents)
        .where(
          and(
            accountId === undefined ? undefined : eq(documents.accountId, accountId),
            runId === undefined ? undefined : eq(documents.runId, runId),
          ),
        )
        .orderBy(desc(documents.at), desc(documents.documentId), desc(documents.version))
        .limit(LIST_LIMIT);
      return rows.reverse();
    },
  };
}

/** That version, or the latest one. */
async function get(db: Database, documentId: string, version?: number): Promise<Document | undefined> {
  const [row] = await db
    .select()
    .from(documents)
    .where(
      and(eq(documents.documentId, documentId), version === undefined ? undefined : eq(documents.version, version)),
    )
    .orderBy(desc(documents.version))
    .limit(1);
  return row;
}

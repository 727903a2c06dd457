import { eq, sql } from 'drizzle-orm';
import type { Database } from './database';
import { merges } from './schema';

/** The account that is meant by an id: the one it became part of, or itself. */
export async function currentIn(db: Database, accountId: string): Promise<string> {
  const [merged] = await db.select({ intoId: merges.intoId }).from(merges).where(eq(merges.fromId, accountId));
  return merged?.intoId ?? accountId;
}

/** The same within a statement. */
export const currentOf = (accountId: string) =>
  sql<string>`coalesce((select ${merges.intoId} from ${merges} where ${merges.fromId} = ${accountId}), ${accountId})`;

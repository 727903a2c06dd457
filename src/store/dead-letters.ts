import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import type { Refused, Source } from '../domain/observations';
import { LIST_LIMIT, type Database } from './database';
import type { DeadLetter, DeadLetters } from './observations-port';
import { withoutNulls } from './rows';
import { deadLetters } from './schema';

/** What could not be understood. */
export function deadLettersIn(db: Database): DeadLetters {
  return {
    async add(letters, receivedAt) {
      for (const letter of letters) {
        const row = {
          key: keyOf(letter),
          ...letter,
          raw: letter.raw === null ? JSON_NULL : storable(letter.raw),
          receivedAt,
        };
        await db
          .insert(deadLetters)
          .values(row)
          .onConflictDoUpdate({ target: deadLetters.key, set: { times: sql`${deadLetters.times} + 1` } });
      }
    },
    async get(key) {
      const [row] = await db.select().from(deadLetters).where(eq(deadLetters.key, key));
      return row && letterOf(row);
    },
    async list({ source, limit = LIST_LIMIT, all = false } = {}) {
      const rows = await db
        .select()
        .from(deadLetters)
        .where(among({ source, all }))
        .orderBy(asc(deadLetters.seq))
        .limit(Math.min(limit, LIST_LIMIT));
      return rows.map(letterOf);
    },
    count: (filter = {}) => db.$count(deadLetters, among(filter)),
    async replayed(key, at) {
      await db.update(deadLetters).set({ replayedAt: at }).where(eq(deadLetters.key, key));
    },
    async dismiss(key, dismissed) {
      await db
        .update(deadLetters)
        .set({ dismissed })
        .where(and(eq(deadLetters.key, key), isNull(deadLetters.dismissed)));
    },
  };
}

const among = ({ source, all = false }: { source?: Source; all?: boolean }) =>
  and(
    all ? undefined : and(isNull(deadLetters.replayedAt), isNull(deadLetters.dismissed)),
    source === undefined ? undefined : eq(deadLetters.source, source),
  );

const letterOf = ({ seq: _seq, ...row }: typeof deadLetters.$inferSelect): DeadLetter => ({
  ...withoutNulls(row),
  raw: row.raw,
});

const keyOf = ({ source, raw }: Refused): string =>
  createHash('sha256')
    .update(`${source}\n${JSON.stringify(raw)}`)
    .digest('hex');

/** A `null` among items is kept as what it is; the column itself is never empty. */
const JSON_NULL = sql`'null'::jsonb`;

/** PostgreSQL's JSON holds no NUL characters. */
const storable = (raw: unknown): unknown =>
  raw === undefined ? null : (JSON.parse(JSON.stringify(raw).replaceAll('\\u0000', '\\ufffd')) as unknown);

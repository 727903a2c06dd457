import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** Drizzle on either engine: the same queries run on both. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** Runs `work` in one transaction: all of it is committed, or nothing when it throws. */
export type Transact = <Result>(work: (tx: Database) => Promise<Result>) => Promise<Result>;

/** An open database. `where` names it in messages, without credentials. */
export interface OpenDatabase {
  readonly engine: 'pglite' | 'postgres';
  readonly db: Database;
  readonly transact: Transact;
  readonly where: string;
  /** Rejects when nothing can be written where it keeps its files; absent where that is not known. */
  readonly probe?: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The most rows that a list gives. Where more match, the latest ones are kept. */
export const LIST_LIMIT = 1000;

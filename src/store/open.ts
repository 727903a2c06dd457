import { sql } from 'drizzle-orm';
import { accountStatesIn } from './account-states';
import { accountsIn } from './accounts';
import { coordinationIn } from './coordination';
import type { OpenDatabase } from './database';
import { withStoreErrors } from './database-failure';
import { deadLettersIn } from './dead-letters';
import { deskIn } from './desk';
import { documentsIn } from './documents';
import { ledgerIn } from './ledger';
import { marketingIn } from './marketing';
import { mergesIn } from './merges';
import { meetingsIn } from './meetings';
import { outboxIn } from './outbox';
import { peopleIn } from './people';
import { observationsIn } from './observations';
import { openFolder, openMemory } from './pglite';
import { openPostgres } from './postgres';
import { runsIn } from './runs';
import { probes } from './schema';
import type { Store } from './store';
import { tasksIn } from './tasks';
import { threadLinesIn } from './thread-lines';

/** Where the store is: a PostgreSQL server, else PGlite in a folder, else PGlite in memory. */
export interface StoreOptions {
  /** `postgres://user:password@host:5432/database`. Goes before `dataDir`. */
  readonly databaseUrl?: string;
  /** The folder whose subfolder `pgdata` PGlite uses; made when absent. */
  readonly dataDir?: string;
}

/**
 * Opens the store and brings its tables up to date. Rejects with a StoreError whose code and message say how to go on,
 * within about five seconds when the server cannot be reached. Close the store: an open one keeps the process running.
 *
 * @example
 * const store = await openStore({ databaseUrl: process.env.DATABASE_URL, dataDir: '.playmaker' });
 * try { … } finally { await store.close(); }
 */
export async function openStore({ databaseUrl, dataDir }: StoreOptions = {}): Promise<Store> {
  if (databaseUrl !== undefined) return storeOn(await openPostgres(databaseUrl));
  return storeOn(await (dataDir === undefined ? openMemory() : openFolder(dataDir)));
}

function storeOn({ engine, db, transact, where, probe, close }: OpenDatabase): Store {
  const port = <Port extends object>(part: Port) => withStoreErrors(part, where);
  return {
    engine,
    accounts: port(accountsIn(db, transact)),
    people: port(peopleIn(db)),
    runs: port(runsIn(db)),
    tasks: port(tasksIn(db)),
    desk: port(deskIn(db)),
    ledger: port(ledgerIn(db)),
    outbox: port(outboxIn(db)),
    threadLines: port(threadLinesIn(db)),
    marketing: port(marketingIn(db)),
    meetings: port(meetingsIn(db)),
    documents: port(documentsIn(db)),
    observations: port(observationsIn(db, transact)),
    deadLetters: port(deadLettersIn(db)),
    accountStates: port(accountStatesIn(db, transact)),
    coordination: port(coordinationIn(db)),
    merges: port(mergesIn(db, transact)),
    ...port({
      async ping() {
        await db
          .insert(probes)
          .values({ id: 1, at: sql`clock_timestamp()` })
          .onConflictDoUpdate({ target: probes.id, set: { at: sql`clock_timestamp()` } });
        await probe?.();
      },
      close,
    }),
  };
}

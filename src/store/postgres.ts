import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, Pool, type ClientConfig } from 'pg';
import { storeError } from './database-failure';
import type { OpenDatabase, Transact } from './database';
import { StoreError } from './errors';
import { migrationsFolder } from './migrations';

/** How long a connection may take, the first one and every later one. */
const CONNECT_MS = 5_000;
/** How long an answer may take: a server that vanished from the network says nothing. */
const QUERY_MS = 30_000;
/** How long another process may take to migrate before this one gives up waiting. */
const MIGRATION_WAIT_MS = 60_000;
/** Key of the advisory lock under which migrations are applied: any number that nothing else in the database uses. */
const MIGRATION_LOCK = 7_529_336_210;

/** Opens the database of a `postgres://` URL and brings its tables up to date. */
export async function openPostgres(databaseUrl: string): Promise<OpenDatabase> {
  const where = nameOf(databaseUrl);
  const connection: ClientConfig = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    fallback_application_name: 'playmaker',
  };
  try {
    await applyMigrations(connection);
  } catch (error) {
    throw storeError(error, where);
  }
  const pool = new Pool({ ...connection, query_timeout: QUERY_MS });
  // A connection that breaks is thrown away by the pool, and whoever used it gets the error from their query. The event
  // says the same once more, and Node would end the process for it: on an idle connection and on one that is in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  let closing: Promise<void> | undefined;
  return {
    engine: 'postgres',
    db: drizzle(pool),
    transact: transactOn(pool),
    where,
    close: () => (closing ??= pool.end()),
  };
}

/** Drizzle's own transaction on a pool keeps the connection for ever when `begin` fails on a broken one. */
function transactOn(pool: Pool): Transact {
  return async (work) => {
    const client = await pool.connect();
    let broken = false;
    try {
      return await drizzle(client).transaction(work);
    } catch (error) {
      broken = !(error instanceof StoreError);
      throw error;
    } finally {
      client.release(broken);
    }
  };
}

/** `PostgreSQL at db.example.com:5432, database "playmaker"`: never the password. */
function nameOf(databaseUrl: string): string {
  try {
    const { protocol } = new URL(databaseUrl);
    if (protocol !== 'postgres:' && protocol !== 'postgresql:') throw new Error('not a PostgreSQL URL');
    const { host, port, database, user } = new Client({ connectionString: databaseUrl });
    return `PostgreSQL at ${host}:${port}, database "${database ?? user ?? ''}"`;
  } catch {
    // What the parser threw may carry the URL, and so the password.
    throw new StoreError(
      'STORE_MISCONFIGURED',
      'DATABASE_URL cannot be read. Write it like postgres://user:password@host:5432/database, with special characters of the password percent-encoded; files named in it (sslrootcert …) must exist.',
    );
  }
}

/** On a connection of its own: the end of the connection gives back the lock, however far it came. */
async function applyMigrations(connection: ClientConfig): Promise<void> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query("select set_config('lock_timeout', $1, false)", [`${MIGRATION_WAIT_MS}ms`]);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: migrationsFolder() });
  } finally {
    await client.end();
  }
}

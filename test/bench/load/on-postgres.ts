import { createDatabase, startPostgres } from '../../postgres';

/**
 * Gives `work` a new database: on the server of TEST_DATABASE_URL, else on one started from the binaries of this machine.
 * Undefined when there is neither.
 */
export async function withPostgres<T>(work: (databaseUrl: string) => Promise<T>): Promise<T | undefined> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? undefined : await startPostgres();
  const url = given ?? server?.url;
  if (!url) return undefined;
  try {
    const database = await createDatabase(url);
    try {
      return await work(database.url);
    } finally {
      await database.drop();
    }
  } finally {
    await server?.stop();
  }
}

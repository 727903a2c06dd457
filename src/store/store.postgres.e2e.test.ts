import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { asAdmin, createDatabase, HOW_TO_GET_POSTGRES, postgresBinaries, startPostgres } from '../../test/postgres';
import { openStore } from './open';
import { account, entry } from './samples.contract';
import { describeStore } from './store.contract';

const { TEST_DATABASE_URL, CI } = process.env;

if (TEST_DATABASE_URL || postgresBinaries()) describePostgres();
else if (CI) {
  test('PostgreSQL is there in CI', () => {
    throw new Error(HOW_TO_GET_POSTGRES);
  });
} else test.skip(HOW_TO_GET_POSTGRES, () => undefined);

function describePostgres(): void {
  let server: { url: string; stop(): Promise<void> } | undefined;
  let database: Awaited<ReturnType<typeof createDatabase>>;
  const open = () => openStore({ databaseUrl: database.url });
  const serverUrl = () => TEST_DATABASE_URL ?? server?.url ?? '';
  beforeAll(async () => {
    if (!TEST_DATABASE_URL) server = await startPostgres();
    database = await createDatabase(serverUrl());
  });
  afterAll(async () => {
    await database.drop();
    await server?.stop();
  });

  describeStore('PostgreSQL', open);

  test('stores that open an empty database at the same time all get its tables', async () => {
    const empty = await createDatabase(serverUrl());
    const opened = await Promise.all([1, 2, 3, 4].map(() => openStore({ databaseUrl: empty.url })));
    const written = entry();
    await opened[0]?.ledger.add(written);
    for (const store of opened) {
      expect(await store.ledger.list({ accountId: written.accountId })).toEqual([written]);
      await store.close();
    }
    await empty.drop();
  });

  test('of claims by several processes exactly one wins', async () => {
    const stores = await Promise.all([open(), open(), open()]);
    const key = entry().key;
    const claims = await Promise.all(
      stores.flatMap(({ outbox }) => Array.from({ length: 17 }, () => outbox.claim(key, 3_600_000))),
    );
    expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('the process survives broken connections, and the store works on with new ones', async () => {
    const store = await open();
    const saved = account();
    const work = (saves: number) => Array.from({ length: saves }, () => store.accounts.save(saved));
    for (const whileWorking of [0, 0, 40, 40]) {
      await Promise.allSettled(work(20));
      const terminate = asAdmin(
        serverUrl(),
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = '${new URL(database.url).pathname.slice(1)}' and application_name = 'playmaker'`,
      );
      const results = await Promise.allSettled(work(whileWorking));
      await terminate;
      const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      for (const reason of reasons) expect(reason).toMatchObject({ code: 'STORE_UNREACHABLE', retryable: true });
    }
    while (await store.ping().then(() => false, isUnreachable));
    await Promise.all(work(20));
    expect(await store.accounts.get(saved.id)).toEqual(saved);
    await store.close();
  });

  test('an unknown database is refused by name, without the password', async () => {
    const unknown = new URL(database.url);
    unknown.pathname = '/nowhere';
    const error = await failure(unknown.href);
    expect(error).toMatchObject({ code: 'STORE_REFUSED', message: expect.stringContaining('"nowhere"') as string });
    if (unknown.password) expect(inspect(error, { depth: 9 })).not.toContain(unknown.password);
  });
}

function isUnreachable(error: unknown): boolean {
  expect(error).toMatchObject({ code: 'STORE_UNREACHABLE' });
  return true;
}

describe('a PostgreSQL server that cannot be used', () => {
  test.each([
    ['nobody listens', true],
    ['somebody listens and never answers', false],
  ])('when %s, opening fails with host and database but without the password', async (_case, closed) => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    if (closed) await once(silent.close(), 'close');
    const error = await failure(`postgres://u:s3cr%40t@127.0.0.1:${port}/crm`);
    expect(error).toMatchObject({
      code: 'STORE_UNREACHABLE',
      message: expect.stringContaining(`127.0.0.1:${port}, database "crm"`) as string,
    });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/s3cr(@|%40)t/);
    if (!closed) silent.close();
  });

  test.each(['postgres://u:s3cret@[bad/crm', 'mysql://u:s3cret@db/crm', 's3cret'])(
    'an address that cannot be read says how to write it, without the password (%#)',
    async (url) => {
      const error = await failure(url);
      expect(error).toMatchObject({ code: 'STORE_MISCONFIGURED' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/s3cret/);
    },
  );
});

async function failure(databaseUrl: string): Promise<unknown> {
  return openStore({ databaseUrl }).then(
    () => undefined,
    (error: unknown) => error,
  );
}

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { startDevServer, type DevServer, type DevServerOptions } from './dev-server';
import type { TemporalServerFailed } from './errors';
import { FakeMachine } from './fake-machine.fixture';
import { accepts, freePort } from './ports';
import { endSecondProcesses, startSecondProcess } from './second-process.fixture';

const accountId = defineSearchAttributeKey('AccountId', SearchAttributeType.KEYWORD);
const playState = defineSearchAttributeKey('PlayState', SearchAttributeType.KEYWORD);

let folder: string;
const running: { stop(): Promise<void> }[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'playmaker-dev-server-'))));
afterEach(async () => {
  endSecondProcesses();
  await Promise.all(running.splice(0).map((each) => each.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: DevServerOptions): Promise<DevServer> {
  const server = await startDevServer(options);
  running.push(server);
  return server;
}

async function withClient<T>({ address, namespace }: DevServer, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

const failure = (promise: Promise<DevServer>) =>
  promise.then(
    async (server) => server.stop().then(() => Promise.reject(new Error('the server started'))),
    (error: TemporalServerFailed) => error,
  );

test('a killed server goes on with its workflows when it is started again on the same file and port', async () => {
  const dbFile = join(folder, 'data', 'temporal.db');
  const first = await start({ dbFile, searchAttributes: { AccountId: 'Keyword' } });
  await withClient(first, (client) =>
    client.workflow.start('expansion', {
      taskQueue: 'nobody',
      workflowId: 'play/expansion/acme/1',
      typedSearchAttributes: [{ key: accountId, value: 'acme' }],
    }),
  );
  await first.kill();

  // A later version of the software brings one more search attribute.
  const port = Number(first.address.split(':')[1]);
  const second = await start({ port, dbFile, searchAttributes: { AccountId: 'Keyword', PlayState: 'Keyword' } });
  expect(second.address).toBe(first.address);
  await withClient(second, async ({ workflow }) => {
    const description = await workflow.getHandle('play/expansion/acme/1').describe();
    expect(description.status.name).toBe('RUNNING');
    expect(description.typedSearchAttributes.get(accountId)).toBe('acme');
    await workflow.start('expansion', {
      taskQueue: 'nobody',
      workflowId: 'play/expansion/acme/2',
      typedSearchAttributes: [
        { key: accountId, value: 'acme' },
        { key: playState, value: 'waiting' },
      ],
    });
    expect((await workflow.count(`AccountId = 'acme'`)).count).toBe(2);
    expect((await workflow.count(`PlayState = 'waiting'`)).count).toBe(1);
  });
});

test('a data file serves one server at a time, and keeps the types of its search attributes', async () => {
  const dbFile = join(folder, 'temporal.db');
  const first = await start({ dbFile, searchAttributes: { AccountId: 'Keyword' } });
  expect((await failure(startDevServer({ dbFile }))).code).toBe('TEMPORAL_DATA_IN_USE');
  await first.stop();
  const error = await failure(startDevServer({ dbFile, searchAttributes: { AccountId: 'Int' } }));
  expect(error.code).toBe('TEMPORAL_SEARCH_ATTRIBUTE_MISMATCH');
  expect(error.message).toMatch(/AccountId exists as Keyword, but Int is wanted/);
  // Nothing of the failed start is left: the file is free again.
  await start({ dbFile });
});

test('a namespace of its own and the web page where it was asked for', async () => {
  const probe = createServer().listen(await freePort(), '127.0.0.1');
  await once(probe, 'listening');
  const uiPort = (probe.address() as AddressInfo).port;
  const error = await failure(startDevServer({ uiPort }));
  expect(error.code).toBe('TEMPORAL_PORT_TAKEN');
  expect(error.message).toContain(String(uiPort));
  await new Promise((resolve) => probe.close(resolve));

  const server = await start({ uiPort, namespace: 'plays', searchAttributes: { Due: 'Datetime', Score: 'Int' } });
  expect(server).toMatchObject({ namespace: 'plays', uiUrl: `http://127.0.0.1:${uiPort}` });
  await withClient(server, (client) => client.workflow.start('x', { taskQueue: 'nobody', workflowId: 'x' }));
  expect((await fetch(`${server.uiUrl}/namespaces/plays/workflows`)).status).toBe(200);
});

test('a program that ends at once is an error with the last of its output', async () => {
  const machine = new FakeMachine();
  machine.install('temporal', 'echo "unknown flag: --headless" >&2; exit 3');
  const error = await failure(startDevServer(machine.options));
  expect(error.code).toBe('TEMPORAL_SERVER_FAILED');
  expect(error.message).toMatch(/ended with exit code 3.*\n.*unknown flag: --headless/);
  machine.remove();
});

test('the server ends with the process that started it, even when that is killed', async () => {
  const script = `
    require('./dev-server').startDevServer({ dbFile: ${JSON.stringify(join(folder, 'temporal.db'))} })
      .then(({ address, pid }) => { console.log(JSON.stringify({ address, pid })); setInterval(() => {}, 1000); });`;
  const parent = startSecondProcess(join(folder, 'modules'), script);
  const { address } = JSON.parse(await parent.line()) as { address: string };
  const port = Number(address.split(':')[1]);
  expect(await accepts(port)).toBe(true);
  parent.child.kill('SIGKILL');
  while (await accepts(port));
  await start({ port, dbFile: join(folder, 'temporal.db') });
});

test('the server does not keep alive the process that started it', async () => {
  const script = `require('./dev-server').startDevServer().then(({ address }) => console.log(address));`;
  const parent = startSecondProcess(join(folder, 'modules'), script);
  const [address] = await Promise.all([parent.line(), once(parent.child, 'exit')]);
  expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(parent.child.exitCode).toBe(0);
  while (await accepts(Number(address.split(':')[1])));
});

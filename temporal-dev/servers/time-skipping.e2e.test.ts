import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { TemporalServerNotFound } from './errors';
import { FakeMachine } from './fake-machine.fixture';
import { accepts } from './ports';
import { endSecondProcesses, startSecondProcess } from './second-process.fixture';
import { findTimeSkippingServer, startTimeSkipping } from './time-skipping';

const DAY = 24 * 60 * 60 * 1000;
const JAR = 'temporal-test-server-1.32.0.jar';

afterEach(endSecondProcesses);

describe('the real server', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    env = await startTimeSkipping();
  });
  afterAll(() => env.teardown());

  test('skips exactly the day it is asked to sleep', async () => {
    const before = await env.currentTimeMs();
    await env.sleep('1 day');
    const skipped = (await env.currentTimeMs()) - before;
    expect(skipped).toBeGreaterThanOrEqual(DAY);
    expect(skipped).toBeLessThan(1.5 * DAY);
  });

  test('skips the waits of a workflow whose result is awaited', async () => {
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: 'waits',
      workflowsPath: createRequire(__filename).resolve('./time-skipping-workflow.fixture'),
    });
    const execution = { taskQueue: 'waits', workflowId: 'waits', workflowExecutionTimeout: '60 days' };
    expect(await worker.runUntil(env.client.workflow.execute('waitAMonth', execution))).toBe('a month later');
  });
});

test('the server ends with its test environment, and with a process that is killed', async () => {
  const machine = new FakeMachine();
  const script = `
    const line = (env) => process.stdout.write(env.address + '\\n');
    const { startTimeSkipping } = require('./time-skipping');
    startTimeSkipping().then(async (first) => {
      line(first);
      await first.teardown();
      // Holds on: a process that ends by itself takes the server with it in another way.
      setInterval(() => {}, 1000);
      line(await startTimeSkipping());
    });`;
  const parent = startSecondProcess(machine.path('modules'), script);
  const [first, second] = [await parent.line(), await parent.line()].map((address) => Number(address.split(':')[1]));
  expect(await accepts(first ?? 0)).toBe(false);
  expect(await accepts(second ?? 0)).toBe(true);
  parent.child.kill('SIGKILL');
  while (await accepts(second ?? 0));
  machine.remove();
});

describe('the search', () => {
  let machine: FakeMachine;
  beforeEach(() => (machine = new FakeMachine()));
  afterEach(() => machine.remove());
  const MVN = `echo "$*" >> "$HOME/calls"; grep -q "<version>1.32.0</version>" pom.xml || exit 9; mkdir lib; echo "Downloading it"`;

  test('moves on to Maven Central when the SDK’s download is not reachable, once', async () => {
    machine.install('java', '');
    machine.install('mvn', `${MVN}; echo > lib/${JAR}`);
    const found = await findTimeSkippingServer(machine.options);
    expect(found.way).toBe('Maven Central');
    expect(machine.lines[0]).toMatch(/not by SDK's download/);
    machine.install('mvn', 'exit 1');
    expect(await findTimeSkippingServer(machine.options)).toEqual(found);
  });

  test('does not use a download that broke off', async () => {
    machine.install('java', '');
    machine.install('mvn', `${MVN}; echo > lib/${JAR}; echo "Connection reset"; exit 1`);
    await expect(findTimeSkippingServer(machine.options)).rejects.toThrow(/Connection reset/);
    expect(existsSync(machine.path('cache/temporal-test-server/1.32.0'))).toBe(false);
    expect(readdirSync(machine.path('cache/temporal-test-server'))).toEqual([]);
  });

  test('lists both ways when neither works', async () => {
    const error: unknown = await findTimeSkippingServer(machine.options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TemporalServerNotFound);
    expect(error).toMatchObject({
      ways: [
        { way: "SDK's download", reason: expect.stringContaining('not reachable') as string },
        { way: 'Maven Central', reason: expect.stringContaining('no `java` on PATH') as string },
      ],
    });
  });

  test('the launcher gives Java what it is called with, whatever the folder is named', async () => {
    machine.install('java', 'printf "%s\\n" "$@"');
    machine.install('mvn', `${MVN}; echo > lib/${JAR}`);
    const cacheDir = machine.path("it's a cache");
    const { executable } = await findTimeSkippingServer({ ...machine.options, cacheDir });
    const printed = execFileSync(executable, ['4711'], { encoding: 'utf8' }).trim().split('\n');
    expect(printed).toContain(`${cacheDir}/temporal-test-server/1.32.0/lib/*`);
    expect(printed.slice(-2)).toEqual(['io.temporal.testserver.TestServer', '4711']);
  });
});

import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TemporalServerNotFound } from './errors';
import { FakeMachine } from './fake-machine.fixture';
import { findDevServer } from './find-dev-server';

const PROGRAM = '#!/bin/sh\n';
const BUILT = 'cache/temporal-cli/1.5.1/temporal';
const GO =
  'if [ "$1" = env ]; then echo off; exit; fi\nprintf "#!/bin/sh\\n" > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"';
const manifest = readFileSync(require.resolve('@temporalio/testing/package.json'), 'utf8');
const DOWNLOADED = `temporal-sdk-typescript-${(JSON.parse(manifest) as { version: string }).version}`;

let machine: FakeMachine;
beforeEach(() => (machine = new FakeMachine()));
afterEach(() => machine.remove());

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('a server was found')),
    (error: TemporalServerNotFound) => error,
  );

describe('the order of search', () => {
  test('TEMPORAL_CLI wins over everything', async () => {
    machine.install('temporal', '');
    machine.env['TEMPORAL_CLI'] = machine.put('elsewhere/my-temporal', PROGRAM);
    expect(await findDevServer(machine.options)).toEqual({
      way: 'TEMPORAL_CLI',
      executable: machine.path('elsewhere/my-temporal'),
    });
  });

  test('TEMPORAL_CLI that points nowhere is an error, although another way would work', async () => {
    machine.install('temporal', '');
    machine.env['TEMPORAL_CLI'] = machine.path('nowhere');
    const error = await failure(findDevServer(machine.options));
    expect(error).toBeInstanceOf(TemporalServerNotFound);
    expect(error.code).toBe('TEMPORAL_SERVER_NOT_FOUND');
    expect(error.message).toContain(machine.path('nowhere'));
    expect(error.message).toContain('TEMPORAL_CLI');
  });

  test('what is here already: PATH, then the SDK’s downloads, then the build, without asking the network or Go', async () => {
    const places = [
      ['bin/temporal', 'temporal on PATH'],
      [`cache/sdk-download/${DOWNLOADED}`, "SDK's download"],
      [`tmp/${DOWNLOADED}`, "SDK's download"],
      [BUILT, 'go install'],
    ] as const;
    for (const [path] of places) machine.put(path, PROGRAM);
    for (const [path, way] of places) {
      const executable = machine.path(path);
      expect(await findDevServer(machine.options)).toEqual({ way, executable });
      expect(machine.lines.at(-1)).toBe(`Temporal server: ${way} (${executable})`);
      chmodSync(executable, 0o644);
    }
    expect(machine.lines.join('\n')).not.toContain('not by');
  });

  test('a download of the SDK that is under way does not count', async () => {
    machine.put(`tmp/${DOWNLOADED}.downloading`, PROGRAM);
    machine.put(BUILT, PROGRAM);
    expect((await findDevServer(machine.options)).way).toBe('go install');
  });
});

describe('a download that is not reachable', () => {
  test('moves on to the next way and says why', async () => {
    machine.install('go', GO);
    expect(await findDevServer(machine.options)).toEqual({ way: 'go install', executable: machine.path(BUILT) });
    expect(machine.lines).toContainEqual(
      expect.stringMatching(/not by SDK's download: temporal.download is not reachable/),
    );
  });

  test('is not tried again by the next start', async () => {
    const asked: string[] = [];
    const proxy = createServer().listen(0, '127.0.0.1');
    proxy.on('connect', ({ url = '' }, socket) => {
      asked.push(url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await once(proxy, 'listening');
    machine.env['HTTPS_PROXY'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const go = machine.install('go', GO);
    await findDevServer(machine.options);
    expect(asked).toEqual(['temporal.download:443']);
    // Broken, so that the second search has to look at the download again.
    chmodSync(machine.path(BUILT), 0o644);
    await findDevServer(machine.options);
    expect(asked).toEqual(['temporal.download:443']);
    expect(machine.lines).toContainEqual(
      expect.stringMatching(/was not reachable \d+ s ago \(the proxy answered 403\)/),
    );

    // Nothing works: the next start, after a repair of the network, must look afresh.
    chmodSync(machine.path(BUILT), 0o644);
    chmodSync(go, 0o644);
    await failure(findDevServer(machine.options));
    await failure(findDevServer(machine.options));
    expect(asked).toEqual(['temporal.download:443', 'temporal.download:443']);
    proxy.close();
  });

  test('is checked for Go’s module proxy too, before Go would wait for it for minutes', async () => {
    machine.install('go', 'if [ "$1" = env ]; then echo "https://proxy.example,direct"; exit; fi\ntouch "$HOME/built"');
    const error = await failure(findDevServer(machine.options));
    expect(error.message).toContain('proxy.example is not reachable');
  });
});

test('when none of the ways works, one message lists them all with their reasons', async () => {
  const error = await failure(findDevServer(machine.options));
  expect(error).toBeInstanceOf(TemporalServerNotFound);
  expect(error.ways.map(({ way }) => way)).toEqual([
    'a server that runs already',
    'temporal on PATH',
    "SDK's download",
    'go install',
  ]);
  for (const part of [
    /TEMPORAL_ADDRESS/,
    /no `temporal` on PATH/,
    /temporal\.download is not reachable/,
    /no `go` on PATH/,
  ]) {
    expect(error.message).toMatch(part);
  }
  expect(error.message.split('\n')).toHaveLength(9);
});

test('the cache is the user’s cache folder unless told otherwise', async () => {
  const executable = machine.put(join('home', '.cache', 'playmaker', 'temporal-cli', '1.5.1', 'temporal'), PROGRAM);
  const { env } = machine;
  if (process.platform === 'linux') expect(await findDevServer({ env })).toEqual({ way: 'go install', executable });
  env['PLAYMAKER_CACHE_DIR'] = machine.cacheDir;
  machine.put(BUILT, PROGRAM);
  expect(await findDevServer({ env })).toEqual({ way: 'go install', executable: machine.path(BUILT) });
});

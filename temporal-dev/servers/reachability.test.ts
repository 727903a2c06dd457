import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { FakeMachine } from './fake-machine.fixture';
import { requireReachable, whyUnreachable } from './reachability';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function listening(server: Server): Promise<string> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('any HTTP answer counts as reachable', async () => {
  const site = await listening(createHttpServer((_, response) => response.writeHead(500).end()));
  expect(await whyUnreachable(site, {})).toBeUndefined();
});

test('a site that takes the connection and stays silent is given up', async () => {
  const site = await listening(createServer());
  expect(await whyUnreachable(site, {}, 50)).toMatch(/no answer within/);
});

test('a refused connection is unreachable', async () => {
  expect(await whyUnreachable('http://127.0.0.1:1', {})).toMatch(/ECONNREFUSED/);
});

test('the proxy of the environment is asked, with its login, unless the site is excepted', async () => {
  const seen: unknown[] = [];
  const server = createHttpServer();
  server.on('connect', ({ url, headers }, socket) => {
    seen.push([url, headers['proxy-authorization']]);
    socket.end('HTTP/1.1 200 OK\r\n\r\n');
  });
  const HTTPS_PROXY = (await listening(server)).replace('//', '//me:p%40ss@');
  expect(await whyUnreachable('https://site.example/x', { HTTPS_PROXY })).toBeUndefined();
  expect(seen).toEqual([['site.example:443', `Basic ${Buffer.from('me:p@ss').toString('base64')}`]]);
  expect(await whyUnreachable('https://127.0.0.1:1', { HTTPS_PROXY, NO_PROXY: 'x, 127.0.0.1' })).toMatch(
    /ECONNREFUSED/,
  );
});

test('an unreachable site is noted for an hour', async () => {
  const machine = new FakeMachine();
  const check = () => requireReachable('http://127.0.0.1:1/', machine.cacheDir, {});
  await expect(check()).rejects.toThrow(/is not reachable/);
  await expect(check()).rejects.toThrow(/was not reachable \d+ s ago/);
  const hourAgo = Date.now() / 1000 - 3700;
  utimesSync(machine.path('cache/unreachable/127.0.0.1_1'), hourAgo, hourAgo);
  await expect(check()).rejects.toThrow(/is not reachable/);
  machine.remove();
});

import { WebClient } from '@slack/web-api';
import { Client, Connection } from '@temporalio/client';
import type { FastifyInstance } from 'fastify';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { accountFileSchema } from '../domain/account';
import { askCoordinator } from '../../activities/coordination';
import { houseRulesFile, Secret } from '../config';
import { openStore, StoreError, type Store } from '../store';
import { createServer, type ServerDeps } from './create-server';
import { ACCOUNT_FILE, ACME, bearer, KEYS, PEOPLE } from './testing/acme.fixture';
import { checkinContract } from './testing/checkin-contract.fixture';
import { callServer, type Answer } from './testing/call-server.fixture';

/** Accepts connections and never says a word: everything here is about what happens at the door. */
const sockets: Socket[] = [];
const silence = createTcpServer((socket) => {
  socket.on('error', () => undefined);
  sockets.push(socket);
});
let temporal: Client;
const logged: string[] = [];
let store: Store;
let app: FastifyInstance;
let url: string;

const serve = async (more: Partial<ServerDeps> = {}) => {
  const logger = pino({}, { write: (line) => void logged.push(line) });
  const apiKeys = Object.values(KEYS);
  const server = await createServer({
    temporal,
    store,
    ask: askCoordinator(temporal, 'q'),
    catalogue: [checkinContract],
    apiKeys,
    logger,
    ...more,
  });
  return { server, address: await server.listen({ port: 0, host: '127.0.0.1' }) };
};

beforeAll(async () => {
  await once(silence.listen(0, '127.0.0.1'), 'listening');
  const { port } = silence.address() as AddressInfo;
  // Without the client's retries, which outlive the connection's close.
  temporal = new Client({ connection: Connection.lazy({ address: `127.0.0.1:${port}`, interceptors: [] }) });
  store = await openStore();
  ({ server: app, address: url } = await serve());
});
afterAll(async () => {
  await app?.close();
  await store?.close();
  await temporal?.connection.close();
  for (const socket of sockets) socket.destroy();
  silence.close();
});

const json = { 'content-type': 'application/json' };
const get = (path: string, key = KEYS.root) => callServer(`${url}${path}`, { headers: bearer(key) });
const post = (path: string, body: string, headers: Record<string, string> = json) =>
  callServer(`${url}${path}`, { method: 'POST', body, headers: { ...bearer(KEYS.root), ...headers } });
function isProblem(
  answer: Answer,
  status: number,
  code: string,
): { detail: string; requestId?: string; errors?: { path: string }[] } {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ type: `urn:playmaker:error:${code}`, status, code });
  expect(answer.status).toBe(status);
  return answer.body as ReturnType<typeof isProblem>;
}

describe('API keys', () => {
  const startBody = JSON.stringify({ play: 'checkin', accountId: 'none', input: { topic: 'x' } });

  it('are needed for everything below /api but its description', async () => {
    for (const path of ['/api/plays', '/api/runs', '/api/accounts', '/api/runs/x']) {
      const answer = await callServer(`${url}${path}`, {});
      isProblem(answer, 401, 'KEY_MISSING');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect((await callServer(`${url}/api/openapi.json`, {})).status).toBe(200);
  });

  it.each(['Bearer wrong', 'Bearer ops-0123456789abcdeF', 'Basic b3BzOng=', 'Bearer', 'ops-0123456789abcdef'])(
    'that are wrong (%s) are refused',
    async (authorization) => {
      const answer = await callServer(`${url}/api/plays`, { headers: { authorization } });
      isProblem(answer, 401, authorization.startsWith('Bearer ') ? 'KEY_UNKNOWN' : 'KEY_MISSING');
    },
  );

  it('of a viewer read and change nothing; those of an operator and an admin do both', async () => {
    const headers = { ...json, ...bearer(KEYS.reader) };
    expect((await get('/api/plays', KEYS.reader)).status).toBe(200);
    for (const path of [
      '/api/runs',
      '/api/accounts',
      '/api/runs/x/decide',
      '/api/runs/x/pause',
      '/api/runs/x/events',
    ]) {
      expect(isProblem(await post(path, startBody, headers), 403, 'KEY_FORBIDDEN').detail).toContain('operator');
    }
    for (const key of [KEYS.ops, KEYS.root]) {
      isProblem(await post('/api/runs', startBody, { ...json, ...bearer(key) }), 404, 'ACCOUNT_UNKNOWN');
    }
  });
});

describe('what cannot be read', () => {
  it.each([
    ['not JSON', '{"play":', json, 400, 'NOT_JSON'],
    ['nothing', '', json, 400, 'NOT_JSON'],
    ['a poisoned prototype', '{"__proto__": {"admin": true}}', json, 400, 'NOT_JSON'],
    ['text', 'hello', { 'content-type': 'text/plain' }, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    [
      'values nested without end',
      `{"play":"checkin","accountId":"a","input":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      json,
      400,
      'INPUT_INVALID',
    ],
    ['more than 1 MB', JSON.stringify({ play: 'x'.repeat(1_048_576) }), json, 413, 'BODY_TOO_LARGE'],
  ])('%s is refused with what was expected', async (_what, body, headers, status, code) => {
    isProblem(await post('/api/runs', body, headers), status, code);
  });

  it.each([
    ['/api/runs', { play: 'checkin', accountId: 'acme', input: { topic: 'a\0b' } }, 'input.topic'],
    ['/api/runs', { play: 'checkin', accountId: 'acme', input: { 'a\ud800': 1 } }, 'input'],
    ['/api/runs/x/pause', { reason: 'because \udc00' }, 'reason'],
    ['/api/runs/x/decide', { taskId: 't', choice: 'c', as: 'ana@example.com', fields: { note: '\0' } }, 'fields.note'],
    ['/api/accounts', { ...ACCOUNT_FILE, accounts: [{ ...ACME, name: 'Ac\0me' }] }, 'accounts.0.name'],
  ])('text that nothing can keep is refused at %s, and named', async (path, body, at) => {
    const problem = isProblem(await post(path, JSON.stringify(body)), 400, 'INPUT_INVALID');
    expect(problem.errors?.map((error) => error.path)).toEqual([at]);
    const whole = JSON.stringify(body).replace(/\\u0000|\\ud800|\\udc00/g, '😀');
    expect((await post(path, whole)).body).not.toMatchObject({ errors: [{ path: at }] });
  });

  it('a body that does not tell its length gets no further than 1 MB', async () => {
    let chunks = 64;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => (chunks-- > 0 ? controller.enqueue(new Uint8Array(65_536).fill(32)) : controller.close()),
    });
    const init = { method: 'POST', body: stream, duplex: 'half', headers: { ...json, ...bearer(KEYS.root) } };
    // The server answers and hangs up while the client still sends; either is seen first.
    const answer = await callServer(`${url}/api/runs`, init as RequestInit).catch((error: unknown) => error as Error);
    if (answer instanceof Error || !('status' in answer)) expect(String(answer)).toMatch(/fetch failed|terminated/);
    else isProblem(answer, 413, 'BODY_TOO_LARGE');
    expect((await get('/api/plays')).status).toBe(200);
  });

  it('an unknown address or a broken one is told as a problem', async () => {
    for (const path of ['/', '//', '/api', '/api/nothing?secret=1', '/nothing', '/slack/interactions']) {
      expect(isProblem(await get(path), 404, 'ROUTE_UNKNOWN').detail).not.toContain('secret');
    }
    isProblem(await post('/api/plays', '{}'), 404, 'ROUTE_UNKNOWN');
    isProblem(await get('/api/runs/%ZZ'), 400, 'REQUEST_INVALID');
    isProblem(await get(`/api/runs/${'x'.repeat(600)}`), 400, 'REQUEST_INVALID');
  });

  it('something that is not HTTP does not disturb the server', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end('hello?\r\n\r\n');
    const closed = once(socket, 'close');
    socket.resume();
    await closed;
    expect((await get('/api/plays')).status).toBe(200);
  });
});

describe('accounts', () => {
  it('are loaded as a file, listed and shown', async () => {
    expect((await post('/api/accounts', JSON.stringify(ACCOUNT_FILE))).body).toEqual({ people: 4, accounts: 1 });
    const csm = { email: 'ana@example.com', name: 'Ana' };
    const standing = { id: 'acme', name: 'Acme', renewalOn: '2027-01-31', csm, plays: [] };
    expect((await get('/api/accounts')).body).toEqual({ accounts: [standing] });
    expect((await get('/api/accounts?mine=ana@example.com')).body).toEqual({ accounts: [standing] });
    expect((await get('/api/accounts?mine=nobody@example.com')).body).toEqual({ accounts: [] });
    isProblem(await get('/api/accounts?mine=ana'), 400, 'INPUT_INVALID');
    expect((await get('/api/accounts/acme')).body).toEqual(ACME);
    expect(isProblem(await get('/api/accounts/amce'), 404, 'ACCOUNT_UNKNOWN').detail).toContain('acme');
  });

  it('that are there twice, or name people who are nowhere, are refused before anything is saved', async () => {
    const team = { csm: 'ANA@example.com', ae: 'nobody@example.com' };
    const [ana] = PEOPLE;
    const accounts = [
      { ...ACME, id: 'first' },
      { ...ACME, id: 'second', team },
      { ...ACME, id: 'first' },
    ];
    const file = { people: [ana, { ...ana, email: 'ANA@example.com', name: 'Other' }], accounts };
    const problem = isProblem(await post('/api/accounts', JSON.stringify(file)), 400, 'INPUT_INVALID');
    expect(problem.errors).toEqual([
      { path: 'people.1.email', expected: expect.stringContaining('"ana@example.com"') as string },
      { path: 'accounts.2.id', expected: expect.stringContaining('"first"') as string },
      { path: 'accounts.1.team.ae', expected: expect.stringMatching(/nobody@example\.com.*ae of "second"/) as string },
    ]);
    expect((await store.accounts.list()).map(({ id }) => id)).not.toContain('first');
    expect((await store.people.byEmail('ana@example.com'))?.name).not.toBe('Other');
  });

  it('that are wrong are refused as a whole, each value named', async () => {
    const file = structuredClone(accountFileSchema.parse(ACCOUNT_FILE));
    const wrong = { ...file, accounts: [{ ...file.accounts[0]!, id: 'new', timeZone: 'Mars' }, { id: 'a b' }] };
    const problem = isProblem(await post('/api/accounts', JSON.stringify(wrong)), 400, 'INPUT_INVALID');
    expect(problem.errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['accounts.0.timeZone', 'accounts.1.id', 'accounts.1.team']),
    );
    expect((await store.accounts.list()).map(({ id }) => id)).not.toContain('new');
  });
});

describe('when something behind the server fails', () => {
  it('an outage of Temporal is told as such', async () => {
    await store.accounts.save(ACME);
    const body = JSON.stringify({ play: 'checkin', accountId: 'acme', input: { topic: 'x' } });
    isProblem(await post('/api/runs', body), 503, 'TEMPORAL_UNAVAILABLE');

    // Nobody listens on port 1: refused at once.
    const refused = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1', interceptors: [] }) });
    const { server, address } = await serve({ temporal: refused });
    const headers = { ...json, ...bearer(KEYS.ops) };
    isProblem(await callServer(`${address}/api/runs`, { method: 'POST', body, headers }), 503, 'TEMPORAL_UNAVAILABLE');
    await server.close();
    await refused.connection.close();
  });

  it('readiness names what is missing, while the process is up', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'playmaker-rules-')), 'rules.json');
    await writeFile(file, '{}');
    const rules = houseRulesFile(file);
    await rules.current();
    await writeFile(file, '{ "health": "good" }');
    const rulesProblem = () => rules.current().then(() => rules.problem());
    const { server, address } = await serve({ rulesProblem });
    expect((await callServer(`${address}/healthz`, {})).body).toEqual({ status: 'up' });
    expect(await callServer(`${address}/readyz`, {})).toMatchObject({
      status: 503,
      body: { status: 'not ready', checks: { store: 'ok', temporal: 'not answering', rules: 'wrong' } },
    });
    await writeFile(file, '{}');
    expect((await callServer(`${address}/readyz`, {})).body).toMatchObject({ checks: { rules: 'ok' } });
    await server.close();
    await rm(dirname(file), { recursive: true });
  });

  it('readiness tells of a mail server and a Slack that cannot be reached, by what the last calls met with', async () => {
    let away = true;
    const advice = ['Slack cannot be reached.', 'The mail server takes no mails.'] as const;
    const { server, address } = await serve({
      slack: {
        client: new WebClient('xoxb-none'),
        signingSecret: new Secret('s'),
        trouble: () => (away ? { check: 'unreachable', advice: advice[0] } : undefined),
      },
      mailTrouble: () => (away ? advice[1] : undefined),
    });
    const ready = async () => (await callServer(`${address}/readyz`, {})).body;
    expect(await ready()).toMatchObject({ checks: { slack: 'unreachable', mail: 'unreachable' }, advice });
    away = false;
    const after = await ready();
    expect(after).toMatchObject({ checks: { slack: 'ok', mail: 'ok' } });
    expect(after).not.toHaveProperty('advice');
    await server.close();
  });

  it('readiness knows rules that cannot be read, and a disk without room', async () => {
    const full = await openStore();
    const fails = () =>
      Promise.reject(new StoreError('STORE_FULL', 'The store in /data: the disk that holds it is full.'));
    const store = { ...full, ping: fails, runs: { ...full.runs, list: fails } };
    const { server, address } = await serve({ store, rulesProblem: () => Promise.reject(new Error('EACCES')) });
    expect(await callServer(`${address}/readyz`, {})).toMatchObject({
      status: 503,
      body: {
        checks: { store: 'full', rules: 'wrong' },
        advice: [expect.stringContaining('Free space'), expect.stringContaining('playmaker rules check')] as string[],
      },
    });
    isProblem(await callServer(`${address}/api/runs`, { headers: bearer(KEYS.reader) }), 503, 'STORE_FULL');
    await server.close();
    await full.close();
  });

  it('calls without a key show in the log, once for many', async () => {
    const lines: string[] = [];
    const { server, address } = await serve({
      logger: pino({ level: 'warn' }, { write: (line) => void lines.push(line) }),
    });
    for (let call = 0; call < 3; call += 1) await callServer(`${address}/api/accounts`, {});
    await server.close();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { code: 'KEY_MISSING', source: 'GET /api/accounts', count: 1 },
    ]);
  });

  it('a closed store is told as such', async () => {
    const closed = await openStore();
    await closed.close();
    const { server, address } = await serve({ store: closed });
    const answer = await callServer(`${address}/api/accounts`, { headers: bearer(KEYS.reader) });
    isProblem(answer, 503, 'STORE_UNAVAILABLE');
    expect((await callServer(`${address}/readyz`, {})).body).toMatchObject({ checks: { store: 'not answering' } });
    await server.close();
  });

  it('a defect shows nothing of the inside; the log has it under the number that was answered', async () => {
    const standings = () => Promise.reject(new Error('inner-detail: table accounts'));
    const { server, address } = await serve({ store: { ...store, accounts: { ...store.accounts, standings } } });
    const answer = await callServer(`${address}/api/accounts`, { headers: bearer(KEYS.reader) });
    const { requestId } = isProblem(answer, 500, 'INTERNAL');
    expect(JSON.stringify(answer.body)).not.toContain('inner-detail');
    expect(logged.find((line) => line.includes('inner-detail'))).toContain(requestId);
    expect(logged.join()).not.toContain('0123456789abcdef');
    await server.close();
  });
});

describe('the description of the API', () => {
  it('is OpenAPI with every route, its input and its problems', async () => {
    const { body } = await get('/api/openapi.json');
    const { openapi, paths } = body as {
      openapi: string;
      paths: Record<string, Record<string, { responses: object; requestBody?: object }>>;
    };
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths).sort()).toEqual([
      '/api/accounts',
      '/api/accounts/{accountId}',
      '/api/accounts/{accountId}/decisions',
      '/api/accounts/{accountId}/events',
      '/api/digest',
      '/api/plays',
      '/api/queue',
      '/api/queue/{runId}/withdraw',
      '/api/runs',
      '/api/runs/{runId}',
      '/api/runs/{runId}/cancel',
      '/api/runs/{runId}/decide',
      '/api/runs/{runId}/decisions',
      '/api/runs/{runId}/events',
      '/api/runs/{runId}/pause',
      '/api/runs/{runId}/result',
      '/api/runs/{runId}/resume',
      '/healthz',
      '/readyz',
    ]);
    const api = Object.entries(paths)
      .filter(([path]) => path.startsWith('/api/'))
      .flatMap(([, methods]) => Object.entries(methods));
    for (const [method, operation] of api) {
      expect(operation.responses).toHaveProperty('default');
      if (method === 'post') expect(operation.requestBody).toBeDefined();
    }
  });

  it('shows the plays with the schema of their input', async () => {
    expect((await get('/api/plays')).body).toMatchObject({
      plays: [
        {
          name: 'checkin',
          outcomes: [{ name: 'met', kind: 'goal' }, { name: 'churned' }],
          input: { required: ['topic'] },
        },
      ],
    });
  });
});

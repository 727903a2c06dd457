import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { HttpCaller, PATIENCE } from './http-caller';
import { PlaymakerError } from './playmaker-error';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

async function listen(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}
const errorOf = async (call: Promise<unknown>): Promise<PlaymakerError> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof PlaymakerError) return error;
  throw new Error(`expected a PlaymakerError, got ${String(error)}`);
};
const schema = z.object({ ok: z.literal(true) });

it('sends the key and reads the answer, below any path the server has', async () => {
  const seen: unknown[] = [];
  const url = await listen((request, response) => {
    seen.push(request.url, request.headers.authorization);
    response.setHeader('content-type', 'application/json').end('{"ok":true,"more":1}');
  });
  const caller = new HttpCaller({ url: `${url}/playmaker`, apiKey: 'secret' });
  expect(await caller.call('runs', schema, { query: { limit: 3, play: undefined } })).toEqual({ ok: true });
  expect(seen).toEqual(['/playmaker/api/runs?limit=3', 'Bearer secret']);
});

it('tells that no server answers, and how to start one', async () => {
  const url = await listen(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  const error = await errorOf(new HttpCaller({ url, apiKey: 'k' }).call('runs', schema));
  expect(error).toMatchObject({ code: 'SERVER_UNREACHABLE', detail: `No playmaker server answers at ${url}.` });
  expect(error.next).toContain('npm start');
});

it.each([
  ['a page of some proxy', 502, 'text/html', '<html>'],
  ['JSON that is not the API’s', 200, 'application/json', '{"ok":false}'],
  ['an error that is no problem', 500, 'application/json', '{"error":"x"}'],
])('tells %s apart from a server of ours', async (_what, status, type, body) => {
  const url = await listen((_request, response) => response.writeHead(status, { 'content-type': type }).end(body));
  const error = await errorOf(new HttpCaller({ url, apiKey: 'k' }).call('runs', schema));
  expect(error).toMatchObject({ code: 'ANSWER_UNREADABLE', status });
});

it('passes problems on with all they say', async () => {
  const problem = {
    ...{
      type: 'urn:playmaker:error:INPUT_INVALID',
      title: 'The input is not valid',
      status: 400,
      code: 'INPUT_INVALID',
    },
    ...{
      detail: 'The body is not valid.',
      next: 'Correct it.',
      errors: [{ path: 'input.seats', expected: 'a number' }],
    },
  };
  const url = await listen((_request, response) => response.writeHead(400).end(JSON.stringify(problem)));
  const error = await errorOf(new HttpCaller({ url, apiKey: 'k' }).call('runs', schema));
  expect(error).toMatchObject({
    code: 'INPUT_INVALID',
    status: 400,
    detail: problem.detail,
    next: problem.next,
    errors: problem.errors,
  });
  expect(error.message).toBe('The body is not valid. input.seats: a number Correct it.');
});

describe('a server that takes connections and answers nothing', () => {
  it('is told apart from none within fifteen seconds', async () => {
    const url = await listen(() => undefined);
    const error = await errorOf(
      new HttpCaller({ url, apiKey: 'k' }, { quietMs: 20, probeMs: 20 }).call('runs', schema),
    );
    expect(error).toMatchObject({
      code: 'SERVER_SILENT',
      detail: `Something listens at ${url}, but has not answered for 0.04 seconds.`,
    });
    expect(error.next).toMatch(/stopped or overloaded.*look before you ask again/);
    expect(PATIENCE.quietMs + PATIENCE.probeMs).toBeLessThanOrEqual(15_000);
  });

  it('is not one that takes its time for this answer and says that it is up', async () => {
    const held: ServerResponse[] = [];
    const url = await listen((request, response) => {
      if (request.url === '/api/runs') held.push(response);
      else response.end('{"status":"up"}', () => held[0]?.end('{"ok":true}'));
    });
    const caller = new HttpCaller({ url, apiKey: 'k' }, { quietMs: 20, probeMs: 2_000 });
    expect(await caller.call('runs', schema)).toEqual({ ok: true });
  });
});

it.each(['..', '.', ''])('takes "%s" for no id: it would lead to another address', async (id) => {
  const asked: unknown[] = [];
  const url = await listen((request, response) => response.end(`{"ok":${asked.push(request.url) > 0}}`));
  const error = await errorOf(new HttpCaller({ url, apiKey: 'k' }).call(`accounts/${id}/view`, schema));
  expect(error).toMatchObject({ code: 'INPUT_INVALID', status: undefined });
  expect(asked).toEqual([]);
});

it('gives up when it is told to, with the reason that was given', async () => {
  const reason = new Error('never mind');
  const controller = new AbortController();
  const url = await listen(() => controller.abort(reason));
  const call = new HttpCaller({ url, apiKey: 'k' }).call('runs', schema, { signal: controller.signal });
  await expect(call).rejects.toBe(reason);
});

it.each(['', 'localhost:8080', 'ftp://example.com'])('refuses "%s" as an address', (url) => {
  expect(() => new HttpCaller({ url, apiKey: 'k' })).toThrow(/is not the address of a server/);
});

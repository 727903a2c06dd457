import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The parts of an interaction payload that the tests look at. */
export interface ReceivedPayload {
  type: string;
  trigger_id: string;
  response_url: string;
  user: { id: string; username: string; team_id: string };
  channel: { id: string };
  container: Record<string, unknown>;
  message: { ts: string; text: string; metadata?: unknown; blocks: unknown[] };
  actions: { action_id: string; block_id: string; value?: string; type: string }[];
  view: { id: string; hash: string; state: { values: unknown }; private_metadata: string; callback_id: string };
}

/** What the app answers; undefined: an empty 200. `'silence'`: nothing at all. */
export type AppAnswer = { status?: number; body?: unknown } | 'silence' | undefined;

/** An app in the role of playmaker: verifies each signature on its own and answers as told. */
export async function startApp(
  signingSecret: () => string,
  answer: (payload: ReceivedPayload) => AppAnswer | Promise<AppAnswer>,
) {
  const received: ReceivedPayload[] = [];
  const commands: Record<string, string>[] = [];
  const events: Record<string, unknown>[] = [];
  const forged: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const timestamp = String(request.headers['x-slack-request-timestamp']);
      const expected = `v0=${createHmac('sha256', signingSecret()).update(`v0:${timestamp}:${body}`).digest('hex')}`;
      const fresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
      if (expected !== request.headers['x-slack-signature'] || !fresh) forged.push(body);
      if (request.url === '/slack/commands' || request.url === '/slack/events') {
        if (request.url === '/slack/commands') commands.push(Object.fromEntries(new URLSearchParams(body)));
        else events.push(JSON.parse(body) as Record<string, unknown>);
        response.writeHead(200).end();
        return;
      }
      const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '') as ReceivedPayload;
      received.push(payload);
      void Promise.resolve(answer(payload)).then((what) => {
        if (what === 'silence') return;
        response.writeHead(what?.status ?? 200, { 'Content-Type': 'application/json' });
        response.end(what?.body === undefined ? '' : JSON.stringify(what.body));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/interactions`,
    received,
    /** Fields of the commands that were typed. */
    commands,
    events,
    /** Bodies whose signature was wrong or stale. */
    forged,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

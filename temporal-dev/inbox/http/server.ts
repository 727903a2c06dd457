import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InboxError } from '../errors';
import type { ResponseUrls } from '../people/response-urls';
import type { Sockets } from '../socket/sockets';
import { Exchange } from './exchange';
import { type PageRouteParts, pageRoutes } from './page-routes';
import { type SlackRouteParts, answerSlack } from './slack-route';

/** Everything the routes work with. */
export interface ServerParts {
  slack: SlackRouteParts;
  page: PageRouteParts;
  responseUrls: ResponseUrls;
  sockets: Sockets;
}

/** A running web server. */
export interface InboxServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** Ends at once, whatever connections are open. */
  stop(): Promise<void>;
}

/** Starts the web server on the loopback interface. Port 0 takes a free one. */
export async function startServer(port: number, parts: ServerParts): Promise<InboxServer> {
  const server = createServer((request, response) => {
    const exchange = new Exchange(request, response);
    route(exchange, parts).catch((error: unknown) => answerError(exchange, error));
  });
  parts.sockets.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => stop(server) };
}

async function route(exchange: Exchange, parts: ServerParts): Promise<void> {
  const { pathname } = exchange.url;
  const { method } = exchange.request;
  if (pathname.startsWith('/api/')) return answerSlack(exchange, parts.slack);
  if (method === 'POST' && pathname.startsWith('/response/')) {
    const { status, body } = parts.responseUrls.use(pathname.slice('/response/'.length), await exchange.json());
    return exchange.sendJson(status, body);
  }
  const handler = pageRoutes.get(`${method} ${pathname}`);
  if (!handler) return exchange.sendJson(404, { message: `There is nothing at ${pathname}.` });
  return handler(exchange, parts.page);
}

const statuses: Partial<Record<InboxError['code'], number>> = {
  INBOX_INPUT_INVALID: 422,
  INBOX_MAIL_REFUSED: 502,
  INBOX_MESSAGE_GONE: 404,
  INBOX_NO_ACTION: 404,
  INBOX_NO_HOME: 409,
  INBOX_NO_INTERACTIONS_URL: 409,
  INBOX_NO_MODAL: 409,
  INBOX_NO_REPLIES_URL: 409,
  INBOX_NOT_VISIBLE: 403,
};

function answerError(exchange: Exchange, error: unknown): void {
  if (exchange.response.headersSent || exchange.response.destroyed) return;
  if (error instanceof InboxError) {
    exchange.sendJson(statuses[error.code] ?? 400, { code: error.code, message: error.message });
  } else {
    exchange.sendJson(500, { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) });
  }
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

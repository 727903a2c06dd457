import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { InteractionAnswer } from '../model';
import type { DeliveryKind } from '../people/delivery';
import { app } from '../slack/identity';
import { Envelopes, type SocketFault } from './envelopes';
import { Line } from './line';

const PATH = '/link/';
/** Slack's own reasons. Source: docs.slack.dev/apis/events-api/using-socket-mode, "Disconnect messages". */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** Socket Mode of an inbox, as tests steer it. */
export interface InboxSocket {
  /** Connections that take envelopes. */
  connections(): number;
  /** How often an app has connected since the start. */
  connectionsSoFar(): number;
  /** Cuts every connection as a network does. */
  drop(): void;
  /** Tells every app that its connection ends and it should open another. */
  refresh(reason?: DisconnectReason): void;
  /** What happens to the next envelope. */
  next(fault: SocketFault): void;
  /** Delivers what `next('delay')` has kept back. */
  release(): void;
  /** Refuses the app token with this error (`token_revoked`, `invalid_auth`) and ends the connections; undefined: takes it again. */
  refuseToken(error: string | undefined): void;
}

/** Slack's side of Socket Mode: gives out addresses, holds the connections, and delivers by them. */
export class Sockets implements InboxSocket {
  /** Error by which the app token is refused. */
  refusal: string | undefined;
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly tickets = new Set<string>();
  private readonly lines = new Set<Line>();
  private readonly envelopes: Envelopes;
  private soFar = 0;
  private expected = false;

  /**
   * @param url of the inbox
   * @param changed called when a connection comes or goes
   */
  constructor(
    private readonly options: { ackTimeoutMs: number; url: () => string; changed: () => void },
    readonly appToken = `xapp-1-${randomBytes(16).toString('hex')}`,
  ) {
    this.envelopes = new Envelopes(options.ackTimeoutMs, () => this.usable().at(-1));
  }

  /** True while an app is connected, or about to connect again: what people do goes out by a socket then. */
  get inUse(): boolean {
    return this.expected;
  }

  connections(): number {
    return this.usable().length;
  }

  connectionsSoFar(): number {
    return this.soFar;
  }

  drop(): void {
    for (const line of this.lines) line.drop();
  }

  refresh(reason: DisconnectReason = 'refresh_requested'): void {
    for (const line of this.usable()) {
      line.retiring = true;
      line.send({ type: 'disconnect', reason, debug_info: { host: 'inbox' } });
    }
    this.options.changed();
  }

  next(fault: SocketFault): void {
    this.envelopes.plan(fault);
  }

  release(): void {
    this.envelopes.release();
  }

  refuseToken(error: string | undefined): void {
    this.refusal = error;
    if (error === undefined) return;
    this.expected = false;
    this.refresh('link_disabled');
  }

  /** A fresh address, good for one connection. */
  address(): string {
    const ticket = randomBytes(16).toString('hex');
    this.tickets.add(ticket);
    return `${this.options.url().replace(/^http/, 'ws')}${PATH}?ticket=${ticket}&app_id=${app.appId}`;
  }

  /** Has the web server take connections. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://inbox');
      if (pathname !== PATH || !this.tickets.delete(searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        return;
      }
      this.server.handleUpgrade(request, socket, head, (connection) => this.connected(connection));
    });
  }

  /** See {@link Envelopes.deliver}. */
  deliver(kind: DeliveryKind, payload: Record<string, unknown>): Promise<InteractionAnswer> {
    return this.envelopes.deliver(kind, payload);
  }

  stop(): void {
    this.envelopes.stop();
    for (const connection of this.server.clients) connection.terminate();
    this.server.close();
  }

  private usable(): Line[] {
    return [...this.lines].filter((line) => !line.retiring);
  }

  private connected(connection: WebSocket): void {
    const line = new Line(connection);
    this.lines.add(line);
    this.soFar += 1;
    this.expected = true;
    connection.on('message', (data) => this.heard((data as Buffer).toString()));
    connection.on('error', () => line.drop());
    connection.on('close', (code) => this.ended(line, code));
    line.send({
      type: 'hello',
      num_connections: this.usable().length,
      connection_info: { app_id: app.appId },
      debug_info: { host: 'inbox', build_number: 1, approximate_connection_time: 18_060 },
    });
    this.envelopes.connected();
    this.options.changed();
  }

  private heard(text: string): void {
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id?: string; payload?: unknown };
    if (id !== undefined) this.envelopes.acknowledged(id, payload);
  }

  private ended(line: Line, code: number): void {
    this.lines.delete(line);
    // An app that says goodbye of its own accord does not come back.
    if (code === NORMAL && !line.retiring && this.lines.size === 0) this.expected = false;
    this.envelopes.lost(line);
    this.options.changed();
  }
}

/** RFC 6455, section 7.4.1. */
const NORMAL = 1000;

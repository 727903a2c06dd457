import type { WebSocket } from 'ws';

/** One WebSocket connection of an app. */
export class Line {
  /** Slack has said that it will replace this connection: nothing more goes out by it. */
  retiring = false;

  constructor(private readonly socket: WebSocket) {}

  send(message: Record<string, unknown>): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Cuts the connection as a network does, without a goodbye. */
  drop(): void {
    this.socket.terminate();
  }
}

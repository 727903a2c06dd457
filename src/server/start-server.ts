import type { AddressInfo } from 'node:net';
import { createServer, type ServerDeps } from './create-server';

export interface RunningServer {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Takes no more requests, waits for those under way and for clicks being worked on. Calling it again is harmless. */
  close(): Promise<void>;
}

/**
 * Starts the server. `host` is the loopback address unless given: `0.0.0.0` opens it to the network.
 * Port 0 takes a free one.
 */
export async function startServer(deps: ServerDeps & { port: number; host?: string }): Promise<RunningServer> {
  const { port, host = '127.0.0.1' } = deps;
  const app = await createServer(deps);
  await app.listen({ port, host });
  const address = app.server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close: () => app.close() };
}

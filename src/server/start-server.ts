import type { AddressInfo } from 'node:net';
import { createServer, type ServerDeps } from './create-server';

export interface RunningServer {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Takes no more requests, waits for those under way and for clicks being worked on. Calling it again is harmless. */
  close(): Promise<void>;
}

/** What stands for every address of the machine, and the one of them that always reaches it from here. */
const REACHED_AT: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Starts the server. The loopback address as `host` keeps it from the network, `0.0.0.0` opens it. Port 0 takes a free one. */
export async function startServer(deps: ServerDeps & { port: number; host: string }): Promise<RunningServer> {
  const { port, host } = deps;
  const app = await createServer(deps);
  await app.listen({ port, host });
  const listening = app.server.address() as AddressInfo;
  const address = REACHED_AT[listening.address] ?? listening.address;
  const name = listening.family === 'IPv6' ? `[${address}]` : address;
  return { url: `http://${name}:${listening.port}`, close: () => app.close() };
}

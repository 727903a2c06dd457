import { randomInt } from 'node:crypto';
import { connect, createServer, type AddressInfo } from 'node:net';
import { TemporalServerFailed } from './errors';

/** The only address the servers started here listen on: they have no login. */
export const LOCALHOST = '127.0.0.1';

/** Below the ports that systems give to outgoing connections: Linux from 32768 on, others from 49152 (RFC 6335). */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const TRIES = 100;

/**
 * A port of this machine that nobody listens on at the moment, and that no outgoing connection takes before a program
 * listens on it.
 */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    try {
      return await listenOnce(port);
    } catch (error) {
      if (tries >= TRIES) throw error;
    }
  }
}

/** @throws TemporalServerFailed `TEMPORAL_PORT_TAKEN` when another program listens on the port */
export async function requireFree(port: number, setting: string): Promise<void> {
  await listenOnce(port).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'another program listens on it' : error.message;
    const message = `Port ${port} cannot be used: ${why}. End that program or choose another ${setting}.`;
    throw new TemporalServerFailed('TEMPORAL_PORT_TAKEN', message, { cause: error });
  });
}

/** Whether something accepts connections on the port. */
export async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, LOCALHOST);
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

async function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOCALHOST, () => {
      const { port: got } = server.address() as AddressInfo;
      server.close(() => resolve(got));
    });
  });
}

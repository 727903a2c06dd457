import { connect, createServer, type AddressInfo } from 'node:net';
import { TemporalServerFailed } from './errors';

/** The only address the servers started here listen on: they have no login. */
export const LOCALHOST = '127.0.0.1';

/** A port of this machine that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  return listenOnce(0);
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

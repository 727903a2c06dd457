import { createServer, type AddressInfo } from 'node:net';
import { PlaymakerError } from '../../client';

const HOST = '127.0.0.1';

/** @throws PlaymakerError `PORT_TAKEN` when the server cannot listen on the configured port */
export async function requirePort(port: number): Promise<void> {
  await listenOnce(port).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'another program listens there' : error.message;
    throw new PlaymakerError(
      {
        code: 'PORT_TAKEN',
        detail: `Port ${port} cannot be used: ${why}.`,
        next: `Stop that program, or set PORT to another port, for example: PORT=${port === 8090 ? 8091 : 8090} npm start`,
      },
      { cause: error },
    );
  });
}

/** The usual port, or a free one when another program listens there. */
export async function usualPort(port: number): Promise<number> {
  return listenOnce(port).catch(() => listenOnce(0));
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, HOST, () => {
      const { port: got } = server.address() as AddressInfo;
      server.close(() => resolve(got));
    });
  });
}

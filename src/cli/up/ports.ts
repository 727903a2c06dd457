import { createServer, type AddressInfo } from 'node:net';
import { PlaymakerError } from '../../client';
import type { Config } from '../../config';

const LOOPBACK = '127.0.0.1';

/** @throws PlaymakerError `HOST_UNUSABLE` or `PORT_TAKEN` when the server cannot listen as configured */
export async function requirePort({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  await listenOnce(port, host).catch((error: NodeJS.ErrnoException) => {
    if (FOREIGN.has(error.code ?? '')) {
      const detail = `The server cannot listen on ${host}: ${error.message}.`;
      const next = 'Set HOST to an address of this machine, or to 0.0.0.0 for all of them.';
      throw new PlaymakerError({ code: 'HOST_UNUSABLE', detail, next }, { cause: error });
    }
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

/** Not an address of this machine, or a name that is not known. */
const FOREIGN = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN']);

/** The usual port, or a free one when another program listens there. */
export async function usualPort(port: number): Promise<number> {
  return listenOnce(port).catch(() => listenOnce(0));
}

function listenOnce(port: number, host = LOOPBACK): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: got } = server.address() as AddressInfo;
      server.close(() => resolve(got));
    });
  });
}

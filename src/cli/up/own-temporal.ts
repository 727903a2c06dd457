import { setTimeout as pause } from 'node:timers/promises';
import { startDevServer, type DevServer, type DevServerOptions, type Progress } from '../../../temporal-dev';
import { PlaymakerError } from '../../client';

const LOOK_EVERY_MS = 250;
/** One that ends this soon after it was started again would go on doing so. */
const TOO_SOON_MS = 10_000;

/** A dev server that is started again when it ends unasked. */
export interface OwnTemporal {
  /** As first started; address and web page stay the same. */
  readonly first: DevServer;
  /** Rejects when the server cannot be kept running. Never resolves. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/**
 * Starts a dev server and keeps it running: ended from outside (out of memory, `kill -9`), it is started again on the same
 * port and file. Workers and clients reconnect by themselves, so plays go on.
 */
export async function keepTemporal(options: DevServerOptions, progress: Progress): Promise<OwnTemporal> {
  const first = await startDevServer(options);
  const port = Number(first.address.split(':').at(-1));
  const stopping = new AbortController();
  let server = first;

  async function keep(): Promise<void> {
    for (let again = -Infinity; ; again = performance.now()) {
      await gone(server, stopping.signal);
      if (stopping.signal.aborted) return;
      if (performance.now() - again < TOO_SOON_MS) throw endedTooSoon();
      progress('The Temporal server ended unexpectedly; starting it again…');
      server = await startDevServer({ ...options, port });
      progress('The Temporal server runs again; plays go on.');
    }
  }

  const kept = keep();
  const failed = kept.then(() => new Promise<never>(() => undefined));
  // Whoever runs on this server hears of it when they listen; nobody may be listening yet.
  failed.catch(() => undefined);
  return {
    first,
    failed,
    async stop() {
      stopping.abort();
      await kept.catch(() => undefined);
      await server.stop();
    },
  };
}

async function gone({ pid }: DevServer, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && isAlive(pid))
    await pause(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const endedTooSoon = () =>
  new PlaymakerError({
    code: 'TEMPORAL_SERVER_LOST',
    detail: `The Temporal server ended twice within ${TOO_SOON_MS / 1000} seconds.`,
    next: 'Look for what ends it (memory, disk space), then start again: plays go on.',
  });

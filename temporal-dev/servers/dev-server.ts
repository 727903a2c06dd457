import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { TemporalServerFailed } from './errors';
import { findDevServer, type SearchOptions } from './find-dev-server';
import { acquireLock } from './lock';
import { accepts, freePort, LOCALHOST, requireFree } from './ports';
import { elapsed } from './progress';
import { registerSearchAttributes, type SearchAttributes } from './search-attributes';
import { startProcess, type ServerProcess } from './server-process';

const READY_WITHIN_MS = 60_000;
/** A server that has just been killed may still be letting go of its data file. */
const DATA_FREE_WITHIN_MS = 2000;

/** What the dev server is started with. */
export interface DevServerOptions extends SearchOptions {
  /** Port for clients and workers; default: a free one. */
  readonly port?: number;
  /** Port of Temporal's web page; without it there is none. */
  readonly uiPort?: number;
  /** Made if it does not exist; default `default`. */
  readonly namespace?: string;
  /** The file that keeps workflows over restarts; without it they live in memory. Its folder is made. */
  readonly dbFile?: string;
  /** Registered in the namespace, also when the file is older than they are. */
  readonly searchAttributes?: SearchAttributes;
}

/** A dev server that runs. It ends when this process ends. */
export interface DevServer {
  /** `host:port` for connections. */
  readonly address: string;
  readonly namespace: string;
  readonly pid: number | undefined;
  /** How it was found, see {@link findDevServer}. */
  readonly way: string;
  readonly uiUrl?: string;
  stop(): Promise<void>;
  /** Ends it at once (SIGKILL), as a crash would; for fault runs. */
  kill(): Promise<void>;
}

/**
 * Finds and starts Temporal's development server, and waits until it answers and knows the search attributes.
 *
 * @example
 * const server = await startDevServer({ dbFile: '.playmaker/temporal.db', searchAttributes: { AccountId: 'Keyword' } });
 * const connection = await Connection.connect({ address: server.address });
 * @throws TemporalServerNotFound when there is no server program
 * @throws TemporalServerFailed when it does not start; see {@link ServerFailureCode}
 */
export async function startDevServer(options: DevServerOptions = {}): Promise<DevServer> {
  const { way, executable } = await findDevServer(options);
  if (options.port !== undefined) await requireFree(options.port, 'port');
  if (options.uiPort !== undefined) await requireFree(options.uiPort, 'port for the web page');
  const release = await takeData(options.dbFile);
  try {
    return await launch(options, way, executable, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function launch(
  options: DevServerOptions,
  way: string,
  executable: string,
  release: () => Promise<void>,
): Promise<DevServer> {
  const { uiPort, namespace = 'default', searchAttributes = {} } = options;
  const port = options.port ?? (await freePort());
  const address = `${LOCALHOST}:${port}`;
  const server = startProcess(executable, startArguments(options, port, namespace), ownEnvironment(options.env));
  const released = server.ended.then(release);
  try {
    const connection = await answering(server, port, namespace);
    await registerSearchAttributes(connection, namespace, searchAttributes).finally(() => connection.close());
  } catch (error) {
    await server.kill();
    throw error;
  }
  server.unref();
  return {
    address,
    namespace,
    pid: server.pid,
    way,
    uiUrl: uiPort === undefined ? undefined : `http://${LOCALHOST}:${uiPort}`,
    stop: () => server.stop().then(() => released),
    kill: () => server.kill().then(() => released),
  };
}

function startArguments(options: DevServerOptions, port: number, namespace: string): string[] {
  const { uiPort, dbFile, searchAttributes = {} } = options;
  return [
    ...['server', 'start-dev', '--ip', LOCALHOST, '--port', String(port), '--namespace', namespace],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(dbFile === undefined ? [] : ['--db-filename', resolve(dbFile)]),
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...['--log-level', 'error'],
  ];
}

/** Without Temporal's own variables: they configure clients, and the CLI would read them as its flags. */
function ownEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}

/** Two servers on one file would both start and work against each other; the lock beside the file prevents it. */
async function takeData(dbFile: string | undefined): Promise<() => Promise<void>> {
  if (dbFile === undefined) return () => Promise.resolve();
  await mkdir(dirname(resolve(dbFile)), { recursive: true });
  const lock = `${resolve(dbFile)}.lock`;
  return acquireLock(lock, ({ pid }, waitedMs) => {
    if (waitedMs < DATA_FREE_WITHIN_MS) return;
    const message = `${dbFile} is used by the Temporal server of process ${pid}. End it, or use another data file (remove ${lock} if that process is something else).`;
    throw new TemporalServerFailed('TEMPORAL_DATA_IN_USE', message);
  });
}

/** A connection to the server, once it answers for the namespace. */
async function answering(server: ServerProcess, port: number, namespace: string): Promise<Connection> {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  let end: string | undefined;
  let cause: unknown;
  void server.ended.then((how) => (end = how));
  while (end === undefined && Date.now() < giveUpAt) {
    try {
      // A refused gRPC connection is tried again only after a second; a bare one tells sooner.
      if (await accepts(port)) return await connect(port, namespace);
    } catch (error) {
      cause = error;
    }
    await Promise.race([server.ended, pause(50)]);
  }
  const what = end === undefined ? `did not answer within ${elapsed(READY_WITHIN_MS)}` : `ended with ${end}`;
  const message = `The Temporal server on port ${port} ${what}. Its last output:\n${server.output() || '(none)'}`;
  throw new TemporalServerFailed('TEMPORAL_SERVER_FAILED', message, { cause });
}

async function connect(port: number, namespace: string): Promise<Connection> {
  const connection = Connection.lazy({ address: `${LOCALHOST}:${port}`, connectTimeout: 2000 });
  try {
    await connection.withDeadline(Date.now() + 2000, () => connection.workflowService.describeNamespace({ namespace }));
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import { join } from 'node:path';
import { configuredAddress, startDevServer, type Progress } from '../../../temporal-dev';
import { SEARCH_ATTRIBUTE_TYPES } from '../../domain/search-attributes';

/** Connections to a Temporal server, and how to let go of them. */
export interface TemporalAccess {
  readonly client: Client;
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** For people: where the server is. */
  readonly where: string;
  readonly uiUrl?: string;
  close(): Promise<void>;
}

const UI_PORT = 8233;

/**
 * The Temporal server that is configured (`TEMPORAL_ADDRESS` and envconfig's others), otherwise a dev server of our own
 * that keeps its data in `dataDir`, so that plays go on after a restart.
 */
export async function reachTemporal(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  progress: Progress,
): Promise<TemporalAccess> {
  if (configuredAddress(env)) return connectAsConfigured(env);
  const server = await startDevServer({
    env,
    progress,
    dbFile: join(dataDir, 'temporal.db'),
    uiPort: UI_PORT,
    searchAttributes: SEARCH_ATTRIBUTE_TYPES,
  });
  const access = await connect({ address: server.address }, server.namespace);
  return {
    ...access,
    where: `${server.address} (${server.way})`,
    uiUrl: server.uiUrl,
    async close() {
      await access.close();
      await server.stop();
    },
  };
}

async function connectAsConfigured(env: NodeJS.ProcessEnv): Promise<TemporalAccess> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ overrideEnvVars: stringsOf(env) });
  return connect(connectionOptions, namespace);
}

async function connect(
  options: Parameters<typeof Connection.connect>[0] & Parameters<typeof NativeConnection.connect>[0],
  namespace: string,
): Promise<TemporalAccess> {
  const [connection, native] = await Promise.all([Connection.connect(options), NativeConnection.connect(options)]);
  return {
    client: new Client({ connection, namespace }),
    connection: native,
    namespace,
    where: options?.address ?? 'the configured server',
    async close() {
      await connection.close();
      await native.close();
    },
  };
}

const stringsOf = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { join } from 'node:path';
import { configuredAddress, type Progress } from '../../../temporal-dev';
import { connectTemporal, type TemporalConnections } from '../../app';
import { PlaymakerError } from '../../client';
import { SEARCH_ATTRIBUTE_TYPES } from '../../domain/search-attributes';
import { quietTemporal, type ProcessLog } from '../../worker';
import { WrongUse } from '../wrong-use';
import { keepTemporal } from './own-temporal';
import { usualPort } from './ports';
import { ensureSearchAttributes } from './search-attributes';

/** A Temporal server that is connected to. */
export interface TemporalAccess extends TemporalConnections {
  /** For people: where the server is. */
  readonly where: string;
  readonly uiUrl?: string;
  /** Rejects when our own server is lost for good. Connections to a configured one wait until it answers again. */
  readonly failed?: Promise<never>;
}

type ConnectOptions = NonNullable<Parameters<typeof connectTemporal>[0]>;

const UI_PORT = 8233;
/** `NOT_FOUND` of gRPC. */
const NOT_FOUND = 5;

/**
 * The Temporal server that is configured (`TEMPORAL_ADDRESS` and envconfig's others), otherwise a dev server of our own
 * that keeps its data in `dataDir`, so that plays go on after a restart. What the SDK has to say goes to `log`.
 */
export async function reachTemporal(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  progress: Progress,
  log: ProcessLog,
): Promise<TemporalAccess> {
  const configured = configuredConnection(env);
  // Before the first connection, which is of workers.
  const quiet = () => quietTemporal({ native: true, log });
  if (configured) {
    quiet();
    return connectAsConfigured(configured.connectionOptions, configured.namespace, progress);
  }
  const own = await keepTemporal(
    {
      env,
      progress,
      dbFile: join(dataDir, 'temporal.db'),
      uiPort: await usualPort(UI_PORT),
      searchAttributes: SEARCH_ATTRIBUTE_TYPES,
    },
    progress,
  );
  const { address, namespace, uiUrl, way } = own.first;
  try {
    quiet();
    const access = await connectTemporal({ address }, namespace);
    return {
      ...access,
      ...{ uiUrl, failed: own.failed, where: `${address} (${way})` },
      async close() {
        await access.close();
        await own.stop();
      },
    };
  } catch (error) {
    await own.stop();
    throw error;
  }
}

/** @throws WrongUse for a profile that does not exist or a configuration file that cannot be read */
function configuredConnection(env: NodeJS.ProcessEnv) {
  try {
    if (!configuredAddress(env)) return undefined;
    const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({ overrideEnvVars: stringsOf(env) });
    return { connectionOptions, namespace };
  } catch (error) {
    throw new WrongUse(
      `The configuration of Temporal cannot be used: ${messageOf(error)}.`,
      'Correct TEMPORAL_PROFILE or the file of TEMPORAL_CONFIG_FILE, or unset them and set TEMPORAL_ADDRESS.',
    );
  }
}

async function connectAsConfigured(
  options: ConnectOptions,
  namespace: string,
  progress: Progress,
): Promise<TemporalAccess> {
  const where = options.address ?? 'the configured server';
  const access = await connectTemporal(options, namespace).catch((error: unknown) => {
    throw new PlaymakerError(
      {
        code: 'TEMPORAL_UNREACHABLE',
        detail: `The Temporal server at ${where} does not answer: ${messageOf(error)}.`,
        next: 'Start it, or correct TEMPORAL_ADDRESS, TEMPORAL_TLS and TEMPORAL_API_KEY. Without TEMPORAL_ADDRESS playmaker starts a server of its own.',
      },
      { cause: error },
    );
  });
  try {
    await ensureSearchAttributes(access.client.connection as Connection, namespace, progress);
    return { ...access, where };
  } catch (error) {
    await access.close();
    if (!isGrpcServiceError(error)) throw error;
    throw refused(where, namespace, Number(error.code) === NOT_FOUND, error.details, error);
  }
}

function refused(where: string, namespace: string, absent: boolean, details: string, cause: unknown): PlaymakerError {
  const detail = absent
    ? `The Temporal server at ${where} has no namespace ${namespace}.`
    : `The Temporal server at ${where} refuses the namespace ${namespace}: ${details}.`;
  const next = absent
    ? `Set TEMPORAL_NAMESPACE to one it has, or create it: temporal operator namespace create --namespace ${namespace}`
    : 'Correct TEMPORAL_NAMESPACE and TEMPORAL_API_KEY.';
  return new PlaymakerError({ code: 'TEMPORAL_NAMESPACE_REFUSED', detail, next }, { cause });
}

/** The innermost message: the SDK's native part writes its errors around it. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const inner = [...message.matchAll(/message: "([^"]+)"/g)].at(-1)?.[1];
  return (inner ?? message).replace(/\.$/, '');
}

const stringsOf = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

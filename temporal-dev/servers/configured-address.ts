import { loadClientConnectConfig } from '@temporalio/envconfig';

/**
 * The address of a Temporal server that somebody configured, by `TEMPORAL_ADDRESS` or by a profile of Temporal's configuration file
 * (`temporal.toml`, chosen by `TEMPORAL_PROFILE`); undefined when none is. A configured server is connected to, never started.
 *
 * @example
 * const address = configuredAddress() ?? (await startDevServer({ dbFile })).address;
 * @throws what `@temporalio/envconfig` throws for a profile that does not exist or a file that is not TOML
 */
export function configuredAddress(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const set = Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) }).connectionOptions.address || undefined;
}

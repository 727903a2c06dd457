import { join } from 'node:path';
import type { ApiKey } from './api-keys';
import { ensureKeptSecret, readKeptSecret } from './kept-secret';
import type { Secret } from './secret';

const fileIn = (dataDir: string) => join(dataDir, 'api-key');

/**
 * The administrator's key of a development server: made on the first call, kept in `<dataDir>/api-key` (mode 0600),
 * so that the command line on the same machine finds it. Processes that start together get the same key.
 */
export function ensureDevApiKey(dataDir: string): ApiKey {
  return { name: 'development', role: 'admin', secret: ensureKeptSecret(fileIn(dataDir)) };
}

/** The key a development server left in this folder; undefined when there is none. */
export function readDevApiKey(dataDir: string): Secret | undefined {
  return readKeptSecret(fileIn(dataDir));
}

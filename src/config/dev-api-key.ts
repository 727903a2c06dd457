import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiKey } from './api-keys';
import { Secret } from './secret';

const fileIn = (dataDir: string) => join(dataDir, 'api-key');

/**
 * The administrator's key of a development server: made on the first call, kept in `<dataDir>/api-key` (mode 0600),
 * so that the command line on the same machine finds it. Processes that start together get the same key.
 */
export function ensureDevApiKey(dataDir: string): ApiKey {
  const known = readDevApiKey(dataDir);
  if (known) return { name: 'development', role: 'admin', secret: known };
  mkdirSync(dataDir, { recursive: true });
  const draft = `${fileIn(dataDir)}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole or not at all, and never replaces what another process has just made.
    linkSync(draft, fileIn(dataDir));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  return ensureDevApiKey(dataDir);
}

/** The key a development server left in this folder; undefined when there is none. */
export function readDevApiKey(dataDir: string): Secret | undefined {
  try {
    const text = readFileSync(fileIn(dataDir), 'utf8').trim();
    if (text === '') throw new Error(`${fileIn(dataDir)} is empty. Delete it and start the server again.`);
    return new Secret(text);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Secret } from './secret';

/**
 * A secret of a development server: random, made on the first call, kept in the file (mode 0600). Processes that start
 * together get the same one.
 */
export function ensureKeptSecret(file: string): Secret {
  const known = readKeptSecret(file);
  if (known) return known;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole or not at all, and never replaces what another process has just made.
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  return ensureKeptSecret(file);
}

/** The secret in the file; undefined when there is none. */
export function readKeptSecret(file: string): Secret | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text === '') throw new Error(`${file} is empty. Delete it and start the server again.`);
    return new Secret(text);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

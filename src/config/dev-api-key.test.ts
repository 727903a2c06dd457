import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDevApiKey, readDevApiKey } from './dev-api-key';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playmaker-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is made once, for the owner of the folder alone, and found again', () => {
  const dataDir = join(folder, 'data');
  expect(readDevApiKey(dataDir)).toBeUndefined();
  const first = ensureDevApiKey(dataDir);
  expect(first.role).toBe('admin');
  expect(first.secret.reveal()).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(statSync(join(dataDir, 'api-key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(['api-key']);
  expect(ensureDevApiKey(dataDir).secret.reveal()).toBe(first.secret.reveal());
  expect(readDevApiKey(dataDir)?.reveal()).toBe(first.secret.reveal());
});

it('is never empty: an empty file is named', () => {
  writeFileSync(join(folder, 'api-key'), '');
  expect(() => ensureDevApiKey(folder)).toThrow(/api-key is empty\. Delete it/);
});

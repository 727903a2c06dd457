import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDevApiKey } from './dev-api-key';
import { ensureLinkSecret } from './link-secret';
import { Secret } from './secret';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'playmaker-links-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('is the configured one', () => {
  const linkSecret = new Secret('x'.repeat(32));
  expect(ensureLinkSecret({ dataDir, linkSecret })).toBe(linkSecret);
});

it('is otherwise made once, for the owner of the folder alone, and is not the API key', () => {
  const first = ensureLinkSecret({ dataDir }).reveal();
  expect(first).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(ensureLinkSecret({ dataDir }).reveal()).toBe(first);
  expect(statSync(join(dataDir, 'link-secret')).mode & 0o777).toBe(0o600);
  expect(ensureDevApiKey(dataDir).secret.reveal()).not.toBe(first);
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './errors';
import { packageRoot } from '../config/package-root';

/** Where the committed SQL is; the built package carries the same folder. */
export function migrationsFolder(): string {
  const folder = join(packageRoot(__dirname), 'src', 'store', 'migrations');
  if (!existsSync(join(folder, 'meta', '_journal.json')))
    throw new StoreError('STORE_MISCONFIGURED', `The migrations are missing from ${folder}. Install playmaker again.`);
  return folder;
}

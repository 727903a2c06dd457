import { join } from 'node:path';
import type { Config } from '../config';
import { openStore, type Store } from '../store';

/** The store where the configuration has it: PostgreSQL, else the embedded database in the data folder. */
export function openConfiguredStore({ databaseUrl, dataDir }: Config): Promise<Store> {
  return openStore(databaseUrl ? { databaseUrl: databaseUrl.reveal() } : { dataDir: join(dataDir, 'store') });
}

import { catalogue } from '../../plays/index';
import { CatalogueClient } from './catalogue-client';
import type { HttpCallerOptions } from './http-caller';

/**
 * Starts, watches and steers plays through a playmaker server. Inputs and outcomes are typed by each play's contract.
 *
 * @example
 * const client = new PlaysClient({ url: 'http://127.0.0.1:8080', apiKey });
 * const run = await client.start('expansion', { accountId: 'acme', input: { limit: 'seats', used: 94, allowed: 100, leader: 'olivia' } });
 * const { outcome } = await run.waitForResult({ timeoutMs: 60_000 });
 */
export class PlaysClient extends CatalogueClient<typeof catalogue> {
  constructor(options: HttpCallerOptions) {
    super({ ...options, catalogue });
  }
}

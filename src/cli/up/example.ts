import type { App } from '../../app';
import { loadExample } from '../example';

/** Whom the expansion of the example account asks first. */
export const EXAMPLE_CSM = 'dana.reyes@playmaker.example';

/** On a store without accounts: the example account, and its expansion. Answers the run that was started. */
export async function startExample({ client, store }: App): Promise<string | undefined> {
  if ((await store.accounts.list()).length > 0) return undefined;
  await client.loadAccounts(await loadExample(Date.now()));
  const run = await client.start('expansion', {
    accountId: 'acme',
    input: { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days', leader: 'olivia-grant' },
  });
  return run.runId;
}

import type { App } from '../../app';
import { loadExample } from '../example';

const DAY_MS = 86_400_000;

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
  await client.importLines(measured(Date.now()));
  return run.runId;
}

/** How the seats of the example account filled up: days ago, and how many were in use. */
const USE = [
  [60, 71],
  [46, 77],
  [23, 83],
  [9, 88],
  [0, 94],
] as const;

/** Its use as events, so that the account knows what its expansion tells. */
const measured = (now: number) =>
  USE.map(([days, used], index) => ({
    ...{ format: 'jsonl' as const, header: [], lineNumber: index + 1, file: 'the example' },
    line: JSON.stringify({
      ...{ id: `example-use-${used}`, type: 'usage.measured', account: 'acme' },
      at: new Date(now - days * DAY_MS).toISOString(),
      data: { limit: 'seats', used, allowed: 100 },
    }),
  }));

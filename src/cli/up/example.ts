import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot, type App } from '../../app';
import { accountFileSchema, type AccountFile } from '../../domain/account';

const DAY_MS = 86_400_000;
const JOINED_DAYS_AGO = 9;

/** `examples/acme.json`, with the new leader joining nine days before `now`. */
export async function loadExample(now: number): Promise<AccountFile> {
  const text = await readFile(join(packageRoot(), 'examples', 'acme.json'), 'utf8');
  const file = accountFileSchema.parse(JSON.parse(text));
  const joinedAt = new Date(now - JOINED_DAYS_AGO * DAY_MS).toISOString();
  return {
    ...file,
    accounts: file.accounts.map((account) => ({
      ...account,
      contacts: account.contacts.map((contact) => (contact.joinedAt ? { ...contact, joinedAt } : contact)),
    })),
  };
}

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

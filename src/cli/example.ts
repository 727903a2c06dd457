import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../app';
import { accountFileSchema, type AccountFile } from '../domain/account';

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

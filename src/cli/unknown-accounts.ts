import { PlaymakerError } from '../client';
import type { HouseRules } from '../domain/house-rules';
import { listed } from '../domain/wording';
import type { CliIo } from './cli-io';
import { clientOf, type ServerOptions } from './server-options';
import { WrongUse } from './wrong-use';

/**
 * The accounts that house rules name and the server does not know. Undefined where rules name some and no server could be
 * asked.
 */
export async function unknownAccounts(
  io: CliIo,
  options: ServerOptions,
  { messages }: HouseRules,
): Promise<readonly string[] | undefined> {
  const named = Object.keys(messages.accounts);
  if (named.length === 0) return [];
  try {
    const client = clientOf(io, options);
    const known = new Set((await client.accounts()).map(({ id }) => id));
    const unknown: string[] = [];
    // One that became part of another one is not listed, and known all the same.
    for (const id of named) if (!known.has(id) && !(await isThere(client.account(id)))) unknown.push(id);
    return unknown;
  } catch (error) {
    if (error instanceof PlaymakerError || error instanceof WrongUse) return undefined;
    throw error;
  }
}

async function isThere(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof PlaymakerError && error.code === 'ACCOUNT_UNKNOWN') return false;
    throw error;
  }
}

/** What is said of them under a file that was checked; empty when there is nothing to say. */
export function unknownInWords(unknown: readonly string[] | undefined): string {
  if (!unknown) return 'No server was asked whether the accounts in messages.accounts exist.\n';
  if (unknown.length === 0) return '';
  const what = unknown.length === 1 ? 'there is no account' : 'there are no accounts';
  return `messages.accounts: ${what} ${listed(unknown.map((id) => `"${id}"`))}; look for misspelt ids in \`playmaker accounts list\`.\n`;
}

import type { Account } from '../../../domain/account';
import type { PlayContract } from '../../../domain/play-contract';
import type { RunRow, Store } from '../../../store/store';
import { closestFirst, listed } from '../../plays/closest';
import { ApiProblem } from '../../problems';

/** So many names are offered in place of one that fits none or several. */
const OFFERED = 5;

/** Letters and digits count; case, spaces and punctuation do not. */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * The account that somebody means by a name or id: the one that is called so, else the only one that begins with it, else
 * the only one that holds it.
 *
 * @throws ApiProblem ACCOUNT_UNKNOWN, which names those that fit, or the closest ones
 */
export async function findAccount(store: Store, words: string): Promise<Account> {
  const account = (await store.accounts.get(words)) ?? (await theOne(store, words));
  if (account) return account;
  throw new ApiProblem('ACCOUNT_UNKNOWN', `There is no account “${words}”, and no account is loaded that is like it.`);
}

async function theOne(store: Store, words: string): Promise<Account | undefined> {
  const all = await store.accounts.list();
  const wanted = bare(words);
  const named = all.map((each) => ({ ...each, forms: [bare(each.name), bare(each.id)] }));
  const ways: readonly ((form: string) => boolean)[] = [
    (form) => form === wanted,
    (form) => form.startsWith(wanted),
    (form) => form.includes(wanted),
  ];
  for (const fits of wanted ? ways : []) {
    const found = named.filter(({ forms }) => forms.some(fits));
    if (found.length === 1) return store.accounts.get(found[0]!.id);
    if (found.length > 1) {
      const which = listed(found.map(nameAndId), OFFERED);
      throw new ApiProblem('ACCOUNT_UNKNOWN', `Several accounts fit “${words}”: ${which}. Please say which one.`);
    }
  }
  const labels = new Map(all.map((each) => [each.name, nameAndId(each)]));
  const closest = closestFirst(words, [...labels.keys()]).map((name) => labels.get(name)!);
  if (closest.length === 0) return undefined;
  throw new ApiProblem(
    'ACCOUNT_UNKNOWN',
    `There is no account “${words}”. Similar ones: ${closest.slice(0, OFFERED).join(', ')}.`,
  );
}

const nameAndId = ({ id, name }: { id: string; name: string }): string =>
  bare(id) === bare(name) ? name : `${name} (${id})`;

/** A play that some words begin with, by name or title, and what follows; undefined when they begin with none. */
export function playFirst(
  catalogue: readonly PlayContract[],
  words: string,
): { readonly play: PlayContract; readonly rest: string } | undefined {
  const parts = words.split(' ');
  for (let length = parts.length; length > 0; length--) {
    const wanted = bare(parts.slice(0, length).join(' '));
    const play = wanted && catalogue.find(({ name, title }) => [bare(name), bare(title)].includes(wanted));
    if (play) return { play, rest: parts.slice(length).join(' ') };
  }
  return undefined;
}

/**
 * The runs that somebody means: one by its id, or those of an account, of one play if words name one before the account.
 *
 * @throws ApiProblem RUN_UNKNOWN, ACCOUNT_UNKNOWN
 */
export async function findRuns(
  store: Store,
  catalogue: readonly PlayContract[],
  words: string,
): Promise<{ readonly account: Account; readonly runs: readonly RunRow[] }> {
  if (words.startsWith('play/')) return findRun(store, words);
  const named = playFirst(catalogue, words);
  // An account may be called as a play is.
  const account = await findAccount(store, named?.rest || words);
  const runs = await store.runs.list({ accountId: account.id, state: ['running', 'paused'] });
  return { account, runs: named?.rest ? runs.filter(({ play }) => play === named.play.name) : runs };
}

async function findRun(store: Store, runId: string): Promise<{ account: Account; runs: readonly RunRow[] }> {
  const run = await store.runs.get(runId);
  const account = run && (await store.accounts.get(run.accountId));
  if (account) return { account, runs: [run] };
  const open = await store.runs.list({ state: ['running', 'paused'] });
  const closest = closestFirst(
    runId,
    open.map((each) => each.runId),
  );
  const similar = closest.length > 0 ? ` Similar ones: ${closest.slice(0, OFFERED).join(', ')}.` : '';
  throw new ApiProblem('RUN_UNKNOWN', `There is no run “${runId}”.${similar}`);
}

import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { AskCoordinator } from '../../../activities/coordination';
import { inputErrors, KEY_PATTERN, type StartedRun } from '../../client/wire';
import type { Account } from '../../domain/account';
import type { Verdict } from '../../domain/coordination';
import type { PlayContract } from '../../domain/play-contract';
import { runIdOf, type PlayRequest } from '../../domain/play-messages';
import type { Store } from '../../store/store';
import { ApiProblem } from '../problems';
import { closestFirst, listed } from './closest';
import { callTemporal } from './temporal-calls';

export interface StartRequest {
  readonly play: string;
  readonly accountId: string;
  readonly key?: string;
  readonly input: unknown;
  /** Who or what asks, for the ledger. */
  readonly requestedBy: string;
  /** Names the request: the same again gets the same verdict. Absent: a request of its own. */
  readonly id?: string;
  /** Names of the plays that led to this one, the first one first. */
  readonly chain?: readonly string[];
  readonly override?: { readonly reason: string };
}

export interface StartDeps {
  readonly temporal: Client;
  readonly store: Store;
  readonly ask: AskCoordinator;
  readonly catalogue: readonly PlayContract[];
}

/**
 * Asks the account's coordinator to let a play run, once per account and key: a second request, while the run lives or
 * after, is answered with the run that exists and `created: false`.
 *
 * @throws ApiProblem PLAY_UNKNOWN, ACCOUNT_UNKNOWN, INPUT_INVALID; PLAY_DECLINED and PLAY_HELD_OUT with the reason
 */
export async function startPlay(deps: StartDeps, request: StartRequest): Promise<StartedRun> {
  const contract = contractOf(deps.catalogue, request.play);
  const account = await accountOf(deps.store, request.accountId);
  const input = contract.input.safeParse(request.input);
  if (!input.success) {
    const detail = `The input of ${contract.name} is not valid.`;
    throw new ApiProblem('INPUT_INVALID', detail, inputErrors(input.error, 'input'));
  }
  const key = keyOf(request.key ?? contract.key(input.data));
  const runId = runIdOf(contract.name, account.id, key);
  const { requestedBy, override, chain = [], id = `${runId}/${randomUUID()}` } = request;
  const envelope: PlayRequest = { version: 1, accountId: account.id, key, input: request.input, requestedBy };
  const verdict = await callTemporal(deps.temporal, runId, () =>
    deps.ask(account.id, {
      ...{ type: 'start', id, play: contract.name, runId, envelope, chain },
      override: override && { by: requestedBy, reason: override.reason },
    }),
  );
  return { runId, play: contract.name, accountId: account.id, key, ...answered(contract, verdict) };
}

function answered(
  { title }: PlayContract,
  verdict: Verdict,
): Pick<StartedRun, 'created' | 'verdict' | 'because' | 'until'> {
  const { kind, because } = verdict;
  switch (kind) {
    case 'admitted':
    case 'existing':
      return { created: kind === 'admitted', verdict: kind, because };
    case 'queued':
      return { created: false, verdict: kind, because, until: verdict.until };
    case 'held-out':
      throw new ApiProblem('PLAY_HELD_OUT', `${title} does not start: ${because}`);
    default:
      throw new ApiProblem('PLAY_DECLINED', `${title} does not start: ${because}`);
  }
}

/** @throws ApiProblem PLAY_UNKNOWN, which lists the plays that exist */
export function contractOf(catalogue: readonly PlayContract[], play: string): PlayContract {
  const contract = catalogue.find(({ name }) => name === play);
  if (contract) return contract;
  const plays = closestFirst(
    play,
    catalogue.map(({ name }) => name),
  );
  throw new ApiProblem('PLAY_UNKNOWN', `There is no play "${play}". The plays are: ${listed(plays)}.`);
}

/** @throws ApiProblem ACCOUNT_UNKNOWN, which lists accounts with similar ids */
export async function accountOf(store: Store, accountId: string): Promise<Account> {
  const account = await store.accounts.get(accountId);
  if (account) return account;
  const ids = (await store.accounts.list()).map(({ id }) => id);
  const known =
    ids.length > 0
      ? `Similar ones: ${closestFirst(accountId, ids).slice(0, 5).join(', ')}.`
      : 'No account is loaded yet.';
  throw new ApiProblem('ACCOUNT_UNKNOWN', `There is no account "${accountId}". ${known}`);
}

function keyOf(key: string): string {
  if (KEY_PATTERN.test(key)) return key;
  const expected = 'up to 120 letters, digits, dots, colons, dashes or underscores';
  const detail = `The play made the key "${key}" of this input, which cannot name a run. Give a key of your own.`;
  throw new ApiProblem('INPUT_INVALID', detail, [{ path: 'key', expected }]);
}

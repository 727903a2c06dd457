import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { inputErrors, KEY_PATTERN, type StartedRun } from '../../client/wire';
import type { Account } from '../../domain/account';
import type { PlayContract } from '../../domain/play-contract';
import { runIdOf, type PlayRequest } from '../../domain/play-messages';
import { SEARCH_ATTRIBUTES } from '../../domain/search-attributes';
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
}

export interface StartDeps {
  readonly temporal: Client;
  readonly store: Store;
  readonly taskQueue: string;
  readonly catalogue: readonly PlayContract[];
}

const accountKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.account, SearchAttributeType.KEYWORD);
const playKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.play, SearchAttributeType.KEYWORD);

/**
 * Starts a play once per account and key: a second request, while the run lives or after, is answered with the run
 * that exists and `created: false`.
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
  const { requestedBy } = request;
  const envelope = { version: 1, accountId: account.id, key, input: request.input, requestedBy } as const;
  const known = await deps.store.runs.get(runId);
  // An ended run stays known after Temporal has forgotten its history.
  const created = known?.state === 'ended' ? false : await create(deps, contract, account, runId, envelope);
  return { runId, play: contract.name, accountId: account.id, key, created };
}

async function create(
  { temporal, taskQueue }: StartDeps,
  contract: PlayContract,
  account: Account,
  runId: string,
  envelope: PlayRequest,
): Promise<boolean> {
  try {
    await callTemporal(temporal, runId, () =>
      temporal.workflow.start(contract.name, {
        workflowId: runId,
        taskQueue,
        args: [envelope],
        // FAIL instead of USE_EXISTING tells whether the run is new.
        workflowIdConflictPolicy: 'FAIL',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        typedSearchAttributes: [
          { key: accountKey, value: account.id },
          { key: playKey, value: contract.name },
        ],
        staticSummary: `${contract.title} of ${account.name}`,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
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
    ids.length > 0 ? `Known accounts: ${listed(closestFirst(accountId, ids))}.` : 'No account is loaded yet.';
  throw new ApiProblem('ACCOUNT_UNKNOWN', `There is no account "${accountId}". ${known}`);
}

function keyOf(key: string): string {
  if (KEY_PATTERN.test(key)) return key;
  const expected = 'up to 120 letters, digits, dots, colons, dashes or underscores';
  const detail = `The play made the key "${key}" of this input, which cannot name a run. Give a key of your own.`;
  throw new ApiProblem('INPUT_INVALID', detail, [{ path: 'key', expected }]);
}

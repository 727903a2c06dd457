import { randomUUID } from 'node:crypto';
import { accountSchema, type Account, type AccountFile } from '../domain/account';
import type { AccountEvent } from '../domain/events';
import type { InputOf, OutcomeOf, PlayContract } from '../domain/play-contract';
import type { DecisionReceipt, PlayResult } from '../domain/play-messages';
import { AccountsClient } from './accounts-client';
import { inBulk, type BulkResult } from './bulk';
import type { HttpCallerOptions } from './http-caller';
import { PlaymakerError } from './playmaker-error';
import type { RunHandle, WaitOptions } from './run-handle';
import {
  accountListSchema,
  accountsLoadedSchema,
  decisionListSchema,
  eventAcceptedSchema,
  inputErrors,
  playListSchema,
  queuedStartSchema,
  queueSchema,
  receiptSchema,
  resultAnswerSchema,
  runListSchema,
  runViewSchema,
  startedRunSchema,
  type AccountFilter,
  type AccountListItem,
  type AccountsLoaded,
  type DecideRequest,
  type LedgerLine,
  type PlaySummary,
  type QueuedStart,
  type QueueFilter,
  type RunFilter,
  type RunListItem,
  type RunView,
} from './wire';

export type Catalogue = Readonly<Record<string, PlayContract>>;

export interface StartOptions<Input> {
  readonly accountId: string;
  readonly input: Input;
  /** Names the occasion; made from the input by the contract when absent. */
  readonly key?: string;
  /**
   * A person insists: re-entry, rest and hold-out do not count. Consent, audience, exclusive groups and a save that runs
   * still do.
   */
  readonly override?: { readonly reason: string };
}

/** One item of a bulk start: the play with the input that belongs to it. */
export type BulkStart<C extends Catalogue> = {
  [N in keyof C & string]: { readonly play: N } & StartOptions<InputOf<C[N]>>;
}[keyof C & string];

/** How long the server is asked to hold its answer back while a run goes on. */
const LONG_POLL_SECONDS = 20;

/** A client of the plays of any catalogue. Every method throws {@link PlaymakerError}. */
export class CatalogueClient<C extends Catalogue> extends AccountsClient {
  private readonly catalogue: C;

  constructor({ catalogue, ...options }: HttpCallerOptions & { readonly catalogue: C }) {
    super(options);
    this.catalogue = catalogue;
  }

  /** Starts a play on an account, once per key: a repeated start answers the run that exists, with `created: false`. */
  async start<N extends keyof C & string>(play: N, options: StartOptions<InputOf<C[N]>>): Promise<RunHandle<C[N]>> {
    return this.startByName(play, options);
  }

  /** Starts a play whose name is only known at run time. The input is checked before anything is sent. */
  async startByName(play: string, { accountId, input, key, override }: StartOptions<unknown>): Promise<RunHandle> {
    const contract = Object.hasOwn(this.catalogue, play) ? this.catalogue[play] : undefined;
    const checked = contract?.input.safeParse(input);
    if (checked?.error) {
      throw new PlaymakerError({
        code: 'INPUT_INVALID',
        detail: `The input of ${play} is not valid.`,
        errors: inputErrors(checked.error, 'input'),
        next: 'Correct the values named; `playmaker plays --json` shows what the play expects.',
      });
    }
    const body = { play, accountId, key, input, override };
    const run = await this.http.call('runs', startedRunSchema, { method: 'POST', body });
    const get = () => this.get(run.runId);
    const waitForResult = (options?: WaitOptions) => this.waitForResult(run.runId, options);
    return { ...run, get, waitForResult };
  }

  /** Starts many runs, `concurrency` at a time (5 when absent). An item that fails leaves the others alone. */
  async bulk(
    items: readonly BulkStart<C>[],
    { concurrency = 5 }: { readonly concurrency?: number } = {},
  ): Promise<readonly BulkResult<BulkStart<C>, RunHandle>[]> {
    return inBulk(items, concurrency, (item) => this.startByName(item.play, item));
  }

  async get(runId: string): Promise<RunView> {
    return this.http.call(pathOf(runId), runViewSchema);
  }

  /** Newest first; 50 unless `limit` says otherwise. */
  async list(filter: RunFilter = {}): Promise<readonly RunListItem[]> {
    return (await this.http.call('runs', runListSchema, { query: filter })).runs;
  }

  /** The starts that wait for their turn, those that wait longest first. */
  async queue(filter: QueueFilter = {}): Promise<readonly QueuedStart[]> {
    return (await this.http.call('queue', queueSchema, { query: filter })).queued;
  }

  /** Withdraws a start that waits for its turn; it can be asked for again. Answers it as it waited. */
  async withdraw(runId: string, { reason }: { readonly reason: string }): Promise<QueuedStart> {
    const call = { method: 'POST', body: { reason } } as const;
    return this.http.call(`queue/${encodeURIComponent(runId)}/withdraw`, queuedStartSchema, call);
  }

  /** The ledger of a run: what was decided, by whom and why; oldest first. */
  async decisions(runId: string): Promise<readonly LedgerLine[]> {
    return (await this.http.call(`${pathOf(runId)}/decisions`, decisionListSchema)).decisions;
  }

  /** Answers a task in the name of a person (`as`), who must hold the role on the account. */
  async decide(runId: string, decision: DecideRequest): Promise<DecisionReceipt> {
    return this.http.call(`${pathOf(runId)}/decide`, receiptSchema, {
      method: 'POST',
      body: decision,
      headers: { 'idempotency-key': randomUUID() },
    });
  }

  async pause(runId: string, { reason }: { readonly reason: string }): Promise<RunView> {
    return this.http.call(`${pathOf(runId)}/pause`, runViewSchema, { method: 'POST', body: { reason } });
  }

  async resume(runId: string, { reason }: { readonly reason?: string } = {}): Promise<RunView> {
    return this.http.call(`${pathOf(runId)}/resume`, runViewSchema, { method: 'POST', body: { reason } });
  }

  /** Stops a run; it cleans up after itself. */
  async cancel(runId: string, { reason }: { readonly reason: string }): Promise<RunView> {
    return this.http.call(`${pathOf(runId)}/cancel`, runViewSchema, { method: 'POST', body: { reason } });
  }

  /** Tells a run a fact about its account. The same event id again is the same fact. */
  async signal(runId: string, event: AccountEvent): Promise<void> {
    await this.http.call(`${pathOf(runId)}/events`, eventAcceptedSchema, { method: 'POST', body: event });
  }

  /**
   * Waits until a run has ended.
   *
   * @throws PlaymakerError WAIT_TIMED_OUT after `timeoutMs`, RUN_FAILED when it ended without an outcome
   */
  async waitForResult(
    runId: string,
    { timeoutMs = Infinity, signal }: WaitOptions = {},
  ): Promise<PlayResult<OutcomeOf<C[keyof C]>>> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const left = Math.max(0, deadline - Date.now()) / 1000;
      const query = { waitSeconds: Math.min(LONG_POLL_SECONDS, left) };
      const answer = await this.http.call(`${pathOf(runId)}/result`, resultAnswerSchema, { query, signal });
      if (answer.done) return answer.result;
      if (Date.now() >= deadline) {
        throw new PlaymakerError({
          code: 'WAIT_TIMED_OUT',
          detail: `${runId} has not ended within ${timeoutMs} ms; it goes on.`,
          next: 'Wait again, or see where it stands with `playmaker show`.',
        });
      }
    }
  }

  /** The plays that can be started. */
  async plays(): Promise<readonly PlaySummary[]> {
    return (await this.http.call('plays', playListSchema)).plays;
  }

  /** How all accounts stand, at-risk first; or only those on which a person holds a role. */
  async accounts(filter: AccountFilter = {}): Promise<readonly AccountListItem[]> {
    return (await this.http.call('accounts', accountListSchema, { query: filter })).accounts;
  }

  async account(accountId: string): Promise<Account> {
    return this.http.call(`accounts/${encodeURIComponent(accountId)}`, accountSchema);
  }

  /** Adds the people and accounts that are new and replaces those that are known. */
  async loadAccounts(file: AccountFile): Promise<AccountsLoaded> {
    return this.http.call('accounts', accountsLoadedSchema, { method: 'POST', body: file });
  }
}

const pathOf = (runId: string) => `runs/${encodeURIComponent(runId)}`;

/** @module What plays read of the account view and leave in the read model. Short calls to the store, run as local activities. */
import type { Account } from '../../src/domain/account';
import type { Adoption } from '../../src/domain/adoption';
import type { Standing } from '../../src/domain/standing';
import type { Instant } from '../../src/domain/waits';
import type { LedgerEntry, RunRow, TaskRow } from '../../src/store/store';

export interface RecordsActivities {
  /** Opens the run in the read model and answers the account as it is now. UNKNOWN_ACCOUNT is final. */
  openRun(run: RunRow): Promise<RunContext>;
  updateRun(request: {
    readonly runId: string;
    readonly change: Partial<Pick<RunRow, 'state' | 'phase' | 'outcome' | 'reason' | 'endedAt'>>;
  }): Promise<void>;
  account(accountId: string): Promise<Account>;
  /** How far the account has come with the product, as its view shows it now; nothing is known of one without events. */
  adoption(request: { readonly accountId: string; readonly at: Instant }): Promise<Adoption>;
  /** Contacts who were asked by survey, or answered one, since then; by their ids in the account of that id. */
  surveyed(request: { readonly accountId: string; readonly since: Instant }): Promise<readonly string[]>;
  /** How the account stands at that moment, by the account view; contacts by the ids they had in the account asked about. */
  standing(request: { readonly accountId: string; readonly at: Instant }): Promise<Standing>;
  record(entry: LedgerEntry): Promise<void>;
  /** That a contact told one of us how likely they are to recommend us: an answer like those of surveys, once per key. */
  answerHeard(answer: HeardAnswer): Promise<void>;
  /** Leaves a task that nobody could be told of in the read model, so that lists show it; one that is stored stays as it is. */
  keepTask(task: TaskRow): Promise<void>;
}

export interface HeardAnswer {
  readonly key: string;
  readonly accountId: string;
  readonly contactId: string;
  /** Of NPS: 0 to 10. */
  readonly score: number;
  readonly comment?: string;
  readonly at: Instant;
}

export interface RunContext {
  readonly account: Account;
  /** Every wait of a play is multiplied by this: 1 but for rehearsals (PLAYMAKER_WAIT_SCALE). */
  readonly waitScale: number;
  /** What the house rules set for this play on this account as the run starts; it stays so, whatever becomes of the rules. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

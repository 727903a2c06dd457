import { HttpCaller, type HttpCallerOptions } from './http-caller';
import {
  accountPageSchema,
  backtestAnswerSchema,
  deadLetterListSchema,
  eventListSchema,
  deadLetterSchema,
  decisionListSchema,
  digestAnswerSchema,
  explanationListSchema,
  importAnswerSchema,
  mergeSchema,
  replayAnswerSchema,
  waitingListSchema,
  type AccountPage,
  type BacktestAnswer,
  type BacktestBody,
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetterItem,
  type DeadLetterList,
  type DecisionFilter,
  type DigestAnswer,
  type DigestFilter,
  type EventFilter,
  type EventList,
  type ImportLine,
  type LedgerLine,
  type LineVerdict,
  type Merge,
  type ReplayAnswer,
  type RuleExplanation,
  type WaitingList,
} from './wire';

/** What is known of accounts, what it leads to, and what comes in. Every method throws {@link PlaymakerError}. */
export class AccountsClient {
  protected readonly http: HttpCaller;

  constructor(options: HttpCallerOptions) {
    this.http = new HttpCaller(options);
  }

  /** Everything known of an account: its view, health and why it moved, segment, names. */
  async accountPage(accountId: string): Promise<AccountPage> {
    return this.http.call(`${pathOf(accountId)}/view`, accountPageSchema);
  }

  /**
   * Makes `from` part of `into`, with its history and its running plays; both ids mean the one account then. Cannot be
   * undone. Done before, it answers who did it and when.
   */
  async mergeAccounts(from: string, into: string): Promise<Merge> {
    return this.http.call(`${pathOf(into)}/merges`, mergeSchema, { method: 'POST', body: { from } });
  }

  /** What `mergeAccounts` would do or refuse. With `preview` in the answer it can be done; else it was done before. */
  async previewMerge(from: string, into: string): Promise<Merge> {
    return this.http.call(`${pathOf(into)}/merges`, mergeSchema, { query: { from } });
  }

  /** Rule by rule, what is met at an account and what is missing. */
  async explainTriggers(accountId: string): Promise<readonly RuleExplanation[]> {
    return (await this.http.call(`${pathOf(accountId)}/triggers`, explanationListSchema)).rules;
  }

  /** The ledger of an account: verdicts, decisions, touches, refusals, outcomes; oldest first, the last 1,000. */
  async accountDecisions(accountId: string, filter: DecisionFilter = {}): Promise<readonly LedgerLine[]> {
    return (await this.http.call(`${pathOf(accountId)}/decisions`, decisionListSchema, { query: filter })).decisions;
  }

  /** The last events of an account and what they were understood as, the latest first; 50 unless `limit` says otherwise. */
  async accountEvents(accountId: string, filter: EventFilter = {}): Promise<EventList> {
    return this.http.call(`${pathOf(accountId)}/events`, eventListSchema, { query: filter });
  }

  /**
   * What would have started between two moments with other rules, beside those in force. Starts nothing.
   *
   * @example
   * const rules = { triggers: { usage: { from: 0.8 } } };
   * const { differences } = await client.backtest({ rules, from: '2026-01-01T00:00:00Z', to: '2026-03-31T23:59:59Z' });
   */
  async backtest(request: BacktestBody): Promise<BacktestAnswer> {
    return this.http.call('triggers/backtest', backtestAnswerSchema, { method: 'POST', body: request });
  }

  /**
   * What could not be understood and was neither replayed nor dismissed yet (`all`: these, too), oldest first; 100 unless
   * `limit` says otherwise.
   */
  async deadLetters(filter: DeadLetterFilter = {}): Promise<readonly DeadLetterItem[]> {
    return (await this.deadLetterList(filter)).letters;
  }

  /** As {@link deadLetters}, with how many there are in all. */
  async deadLetterList(filter: DeadLetterFilter = {}): Promise<DeadLetterList> {
    return this.http.call('dead-letters', deadLetterListSchema, { query: filter });
  }

  /** One of them, as it came. */
  async deadLetter(key: string): Promise<DeadLetter> {
    return this.http.call(`dead-letters/${encodeURIComponent(key)}`, deadLetterSchema);
  }

  /** Reads it again, and takes it when it is understood now. */
  async replayDeadLetter(key: string): Promise<ReplayAnswer> {
    return this.http.call(`dead-letters/${encodeURIComponent(key)}/replay`, replayAnswerSchema, { method: 'POST' });
  }

  /** Nothing is to be done about it: it is not listed any more. Dismissed before, it answers by whom and why. */
  async dismissDeadLetter(key: string, { reason }: { readonly reason: string }): Promise<DeadLetter> {
    const call = { method: 'POST', body: { reason } } as const;
    return this.http.call(`dead-letters/${encodeURIComponent(key)}/dismiss`, deadLetterSchema, call);
  }

  /** What somebody of ours would be told in a digest, now or at another moment. Nothing is sent. */
  async digest(filter: DigestFilter): Promise<DigestAnswer> {
    return this.http.call('digest', digestAnswerSchema, { query: filter });
  }

  /** What waits for its account to become known, the longest wait first; 100 unless `limit` says otherwise. */
  async waiting(filter: { readonly limit?: number } = {}): Promise<WaitingList> {
    return this.http.call('waiting', waitingListSchema, { query: filter });
  }

  /** Takes up to 500 lines of a CSV or JSONL file, of 500 KB in all; a verdict for each, in their order. */
  async importLines(lines: readonly ImportLine[]): Promise<readonly LineVerdict[]> {
    return (await this.http.call('import', importAnswerSchema, { method: 'POST', body: { lines } })).verdicts;
  }
}

const pathOf = (accountId: string) => `accounts/${encodeURIComponent(accountId)}`;

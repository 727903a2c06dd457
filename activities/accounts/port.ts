/** @module What is done to all accounts from time to time. */
export interface AccountsActivities {
  /** Evaluates every account, for renewal dates, decay and what has stalled. */
  sweepAccounts(): Promise<void>;
}

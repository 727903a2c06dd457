/** @module Keeps every account up to date: from what was observed to facts that plays hear and plays that start. */
export { createAccounts, type Accounts, type AccountsDeps } from './accounts';
export type { AccountsBacktest, BacktestRequest } from './backtest-accounts';
export type { AccountPage } from './page';

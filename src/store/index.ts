/**
 * @module
 * The store: the account view and the read model of plays, on PostgreSQL or on PGlite.
 */
export { openStore, type StoreOptions } from './open';
export { StoreError, type StoreErrorCode } from './errors';
export type {
  Accounts,
  Assignment,
  Claim,
  Document,
  Documents,
  Enrolment,
  Lease,
  Ledger,
  LedgerEntry,
  Marketing,
  Meeting,
  Meetings,
  Outbox,
  People,
  Receipt,
  RunRow,
  Runs,
  Store,
  TaskRow,
  Tasks,
} from './store';

/**
 * @module
 * The store: the account view and the read model of plays, on PostgreSQL or on PGlite.
 */
export { openStore, type StoreOptions } from './open';
export { makeFolder } from './make-folder';
export { StoreError, type StoreErrorCode } from './errors';
export type {
  AccountStates,
  Accounts,
  Assignment,
  Claim,
  CoordinationMemory,
  DeadLetter,
  DeadLetters,
  Document,
  Documents,
  Enrolment,
  Folded,
  HealthDay,
  Lease,
  Ledger,
  LedgerEntry,
  Marketing,
  Meeting,
  Meetings,
  Merge,
  Merged,
  Merges,
  Observations,
  Outbox,
  Outgoing,
  People,
  Receipt,
  Received,
  Recorded,
  RunRow,
  Runs,
  Store,
  TaskRow,
  Tasks,
  Unfolded,
} from './store';

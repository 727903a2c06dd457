/**
 * @module
 * The client of playmaker's HTTP API, typed by the plays' contracts.
 */
export type { BulkResult } from './bulk';
export { CatalogueClient, type BulkStart, type Catalogue, type StartOptions } from './catalogue-client';
export type { HttpCallerOptions as PlaysClientOptions } from './http-caller';
export { PlaymakerError, type ClientErrorCode, type PlaymakerErrorInit } from './playmaker-error';
export { PlaysClient } from './plays-client';
export { inputErrors, LEDGER_KINDS, MOST_BACKTESTED, MOST_IMPORT_BYTES, MOST_LETTERS, MOST_LINES } from './wire';
export type { RunHandle, WaitOptions } from './run-handle';
export type {
  AccountFilter,
  AccountListItem,
  AccountPage,
  AccountsLoaded,
  BacktestAnswer,
  BacktestBody,
  BacktestStart,
  DeadLetter,
  DeadLetterFilter,
  DeadLetterItem,
  DeadLetterList,
  DecideRequest,
  DecisionFilter,
  DigestAnswer,
  DigestFilter,
  EventFilter,
  EventList,
  HealthHistoryDay,
  ImportLine,
  InputError,
  IntakeVerdict,
  LedgerLine,
  LineVerdict,
  Merge,
  PlaySummary,
  QueueFilter,
  QueuedStart,
  ReplayAnswer,
  Retry,
  RuleExplanation,
  RunFilter,
  RunListItem,
  RunState,
  RunView,
  StartedRun,
  WaitingList,
} from './wire';

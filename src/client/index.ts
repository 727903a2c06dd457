/**
 * @module
 * The client of playmaker's HTTP API, typed by the plays' contracts.
 */
export type { BulkResult } from './bulk';
export { CatalogueClient, type BulkStart, type Catalogue, type StartOptions } from './catalogue-client';
export type { HttpCallerOptions as PlaysClientOptions } from './http-caller';
export { PlaymakerError, type ClientErrorCode, type PlaymakerErrorInit } from './playmaker-error';
export { PlaysClient } from './plays-client';
export { inputErrors } from './wire';
export type { RunHandle, WaitOptions } from './run-handle';
export type {
  AccountListItem,
  AccountsLoaded,
  DecideRequest,
  InputError,
  LedgerLine,
  PlaySummary,
  Retry,
  RunFilter,
  RunListItem,
  RunState,
  RunView,
  StartedRun,
} from './wire';

/**
 * @module
 * What travels between the client and the server, as zod schemas: the server answers in them and the client reads
 * by them, so that the two cannot drift apart.
 */
export { accountListSchema, accountsLoadedSchema, type AccountListItem, type AccountsLoaded } from './accounts';
export { playListSchema, playSummarySchema, type PlaySummary } from './plays';
export { inputErrors, problemSchema, type InputError, type Problem } from './problem';
export {
  controlSchema,
  decideSchema,
  decisionListSchema,
  eventAcceptedSchema,
  KEY_PATTERN,
  MAX_LISTED,
  receiptSchema,
  resultAnswerSchema,
  resumeSchema,
  runFilterSchema,
  runListSchema,
  runViewSchema,
  startedRunSchema,
  startRunSchema,
  waitForResultSchema,
  type DecideRequest,
  type LedgerLine,
  type ResultAnswer,
  type Retry,
  type RunFilter,
  type RunListItem,
  type RunState,
  type RunView,
  type StartedRun,
} from './runs';

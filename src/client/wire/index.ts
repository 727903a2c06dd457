/**
 * @module
 * What travels between the client and the server, as zod schemas: the server answers in them and the client reads
 * by them, so that the two cannot drift apart.
 */
export {
  accountFilterSchema,
  accountListSchema,
  accountsLoadedSchema,
  mergeBodySchema,
  mergeSchema,
  type AccountFilter,
  type AccountListItem,
  type AccountsLoaded,
  type Merge,
} from './accounts';
export { accountPageSchema, type AccountPage, type HealthHistoryDay } from './account-page';
export { digestAnswerSchema, digestFilterSchema, type DigestAnswer, type DigestFilter } from './digest';
export {
  deadLetterFilterSchema,
  deadLetterListSchema,
  deadLetterSchema,
  dismissSchema,
  importAnswerSchema,
  importSchema,
  MOST_IMPORT_BYTES,
  MOST_LETTERS,
  MOST_LINES,
  replayAnswerSchema,
  waitingFilterSchema,
  waitingListSchema,
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetterItem,
  type ImportLine,
  type IntakeVerdict,
  type LineVerdict,
  type ReplayAnswer,
  type WaitingList,
} from './intake';
export { playListSchema, playSummarySchema, type PlaySummary } from './plays';
export { inputErrors, problemSchema, type InputError, type Problem } from './problem';
export {
  controlSchema,
  decisionFilterSchema,
  decideSchema,
  decisionListSchema,
  eventAcceptedSchema,
  KEY_PATTERN,
  LEDGER_KINDS,
  MAX_LISTED,
  queueFilterSchema,
  queueSchema,
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
  type DecisionFilter,
  type LedgerLine,
  type QueueFilter,
  type QueuedStart,
  type ResultAnswer,
  type Retry,
  type RunFilter,
  type RunListItem,
  type RunState,
  type RunView,
  type StartedRun,
} from './runs';
export {
  backtestAnswerSchema,
  backtestSchema,
  explanationListSchema,
  MOST_BACKTESTED,
  type BacktestAnswer,
  type BacktestBody,
  type BacktestStart,
  type RuleExplanation,
} from './triggers';

import { ServiceError, WorkflowFailedError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import type { ResultAnswer, RunView } from '../../client/wire';
import { STANDARD_OUTCOMES, type OutcomeSpec, type PlayContract } from '../../domain/play-contract';
import { PLAY_MESSAGES, type PlayResult, type PlayStatus } from '../../domain/play-messages';
import type { LedgerEntry, RunRow, Store } from '../../store/store';
import { ApiProblem } from '../problems';
import { retriesOf } from './retries';
import { partsOfRunId } from './run-id';
import { callTemporal, problemOf, temporalAnswers, unreachable } from './temporal-calls';

export interface ReadDeps {
  readonly temporal: Client;
  readonly store: Store;
  readonly catalogue: readonly PlayContract[];
}

/** A query is answered from a worker's cache within milliseconds, or by a replay; longer means that none is there. */
const QUERY_MS = 5_000;

/** The run as the play itself tells it; from the read model when no worker can answer or Temporal has forgotten it. */
export async function readRun(deps: ReadDeps, runId: string): Promise<RunView> {
  partsOfRunId(runId);
  try {
    const handle = deps.temporal.workflow.getHandle(runId);
    const ask = () => Promise.all([handle.describe(), handle.query<PlayStatus>(PLAY_MESSAGES.status)]);
    const [description, status] = await callTemporal(deps.temporal, runId, ask, QUERY_MS);
    const retrying = retriesOf(description.raw.pendingActivities);
    return { ...withAbruptEnd(status, description), source: 'play', retrying };
  } catch (error) {
    const row = isUnanswered(error) ? await deps.store.runs.get(runId) : undefined;
    if (!row) throw error;
    return fromReadModel(deps, row);
  }
}

/** Whatever keeps the play from answering: no worker, no Temporal, history gone, or code that no longer fits the history. */
function isUnanswered(error: unknown): boolean {
  return error instanceof ApiProblem || error instanceof ServiceError;
}

/** A run that was terminated, or failed, can no longer say so itself: its last state reads "running". */
function withAbruptEnd(status: PlayStatus, { status: { name } }: WorkflowExecutionDescription): PlayStatus {
  if (name === 'RUNNING' || name === 'COMPLETED' || name === 'CONTINUED_AS_NEW' || status.result) return status;
  const ended = `Temporal shows this run as ${name.toLowerCase().replaceAll('_', ' ')}: it ended without an outcome.`;
  const reason = `${ended} To go on, start the play again with another key (--key).`;
  return { ...status, state: 'ended', waitingFor: undefined, openTasks: [], reasons: [...status.reasons, reason] };
}

async function fromReadModel({ store, catalogue }: ReadDeps, row: RunRow): Promise<RunView> {
  const { runId, play, accountId, state, phase } = row;
  const tasks = await store.tasks.list({ runId, state: 'open' });
  const ledger = await store.ledger.list({ runId });
  return {
    source: 'read-model',
    runId,
    play,
    accountId,
    state,
    phase,
    openTasks: tasks.map((task) => ({
      taskId: task.taskId,
      card: task.card,
      state: task.state,
      asked: task.assignments.map(({ email }) => email),
    })),
    timeline: ledger.map(({ at, what }) => ({ at, phase: '', what })),
    reasons: row.reason === undefined ? [] : [row.reason],
    result: resultOf(catalogue, row),
  };
}

function resultOf(catalogue: readonly PlayContract[], row: RunRow): PlayResult | undefined {
  const { outcome, endedAt, reason = '' } = row;
  if (row.state !== 'ended' || outcome === undefined || endedAt === undefined) return undefined;
  const outcomes: Readonly<Record<string, OutcomeSpec | undefined>> = {
    ...STANDARD_OUTCOMES,
    ...catalogue.find(({ name }) => name === row.play)?.outcomes,
  };
  return { outcome, reason, endedAt, reachedGoal: outcomes[outcome]?.kind === 'goal' };
}

/**
 * How the run ended; `done: false` when it goes on after `signal` aborts. The wait is Temporal's own long poll.
 *
 * @throws ApiProblem RUN_FAILED when the run ended without an outcome, RUN_UNKNOWN
 */
export async function awaitResult(deps: ReadDeps, runId: string, signal: AbortSignal): Promise<ResultAnswer> {
  partsOfRunId(runId);
  const { temporal, store, catalogue } = deps;
  try {
    const handle = temporal.workflow.getHandle(runId);
    const result = temporal.withAbortSignal(signal, () => handle.result() as Promise<PlayResult>);
    return { done: true, result: await Promise.race([result, aborted(signal)]) };
  } catch (error) {
    if (error instanceof WorkflowFailedError) {
      const cause = error.cause?.message ?? error.message;
      throw new ApiProblem('RUN_FAILED', `${runId} ended without an outcome: ${cause}`, undefined, { cause: error });
    }
    const row = await store.runs.get(runId);
    const result = row && resultOf(catalogue, row);
    if (result) return { done: true, result };
    if (!signal.aborted) throw await problemOf(temporal, runId, error);
    if (await temporalAnswers(temporal)) return { done: false };
    throw unreachable(error);
  }
}

/** The client lets go of a call at once, but not of the pause before its next attempt. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(new Error('the wait is over'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** The ledger of a run, oldest first; empty for a run that has just begun. */
export async function decisionsOf({ temporal, store }: ReadDeps, runId: string): Promise<readonly LedgerEntry[]> {
  partsOfRunId(runId);
  const entries = await store.ledger.list({ runId });
  if (entries.length === 0 && !(await store.runs.get(runId))) {
    await callTemporal(temporal, runId, () => temporal.workflow.getHandle(runId).describe());
  }
  return entries;
}

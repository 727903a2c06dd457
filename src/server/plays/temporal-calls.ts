import {
  isGrpcCancelledError,
  isGrpcDeadlineError,
  isGrpcServiceError,
  QueryNotRegisteredError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiProblem, isProblemCode } from '../problems';

/** Longest time Temporal gets for one call. A worker's answer to an update or query is part of it. */
const CALL_MS = 15_000;
const PROBE_MS = 2_000;
/** After this time without an answer Temporal is probed. */
const PATIENCE_MS = 2_000;

/**
 * Makes one call to Temporal about a run and tells its errors as problems: what a play refuses under the play's code,
 * a run that is unknown or closed as such, and a silent worker apart from a silent Temporal.
 */
export async function callTemporal<T>(
  temporal: Client,
  runId: string,
  call: () => Promise<T>,
  deadlineMs = CALL_MS,
): Promise<T> {
  const done = new AbortController();
  try {
    // A call that nobody waits for any more is cancelled.
    const answer = temporal.withDeadline(Date.now() + deadlineMs, () => temporal.withAbortSignal(done.signal, call));
    return await Promise.race([answer, outage(temporal, done.signal)]);
  } catch (error) {
    throw await problemOf(temporal, runId, error);
  } finally {
    done.abort();
  }
}

/** The client repeats a call to a server that cannot be reached for long: who waits hears of an outage sooner. */
async function outage(temporal: Client, done: AbortSignal): Promise<never> {
  const never = new Promise<never>(() => undefined);
  if (await passed(PATIENCE_MS, done)) return never;
  if (await temporalAnswers(temporal)) return never;
  throw unreachable();
}

/** Whether Temporal answers at all, within two seconds. */
export async function temporalAnswers(temporal: Client): Promise<boolean> {
  const done = new AbortController();
  const probe = async () => {
    await temporal.withAbortSignal(done.signal, () => temporal.workflowService.getSystemInfo({}));
    return true;
  };
  try {
    return await Promise.race([probe(), passed(PROBE_MS, done.signal).then(() => false)]);
  } catch (error) {
    if (isGrpcServiceError(error)) return false;
    throw error;
  } finally {
    done.abort();
  }
}

/** Waits; answers whether the wait was cut short. */
async function passed(ms: number, cut: AbortSignal): Promise<boolean> {
  return pause(ms, false, { signal: cut }).catch(() => true);
}

/** An error of the Temporal client as a problem; what is none of Temporal's errors comes back as it is. */
export async function problemOf(temporal: Client, runId: string, error: unknown): Promise<unknown> {
  if (error instanceof WorkflowUpdateFailedError) return refusalOf(error) ?? error;
  if (error instanceof WorkflowNotFoundError) return goneOrUnknown(temporal, runId, error);
  if (isOverdue(error) && (await temporalAnswers(temporal))) {
    return new ApiProblem('WORKER_SILENT', `No worker answered for ${runId} in time.`, undefined, { cause: error });
  }
  if (!isOverdue(error) && !isOutOfReach(error)) return error;
  return unreachable(error);
}

export function unreachable(cause?: unknown): ApiProblem {
  return new ApiProblem('TEMPORAL_UNAVAILABLE', 'Temporal did not answer.', undefined, { cause });
}

function refusalOf({ cause }: WorkflowUpdateFailedError): ApiProblem | undefined {
  if (!(cause instanceof ApplicationFailure) || !isProblemCode(cause.type)) return undefined;
  return new ApiProblem(cause.type, cause.message, undefined, { cause });
}

/** Updates and signals find only runs that are still open: Temporal tells a closed one as not found. */
async function goneOrUnknown(temporal: Client, runId: string, cause: unknown): Promise<unknown> {
  try {
    await temporal.withDeadline(Date.now() + PROBE_MS, () => temporal.workflow.getHandle(runId).describe());
    return new ApiProblem('PLAY_ENDED', `${runId} has ended.`, undefined, { cause });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      return new ApiProblem('RUN_UNKNOWN', `Temporal knows no run ${runId}.`, undefined, { cause });
    }
    if (!isOverdue(error) && !isOutOfReach(error)) return error;
    return unreachable(error);
  }
}

/** A query that no worker takes ends at the deadline, or with FAILED_PRECONDITION when none has polled for long. */
function isOverdue(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || error instanceof QueryNotRegisteredError)
    return true;
  if (isGrpcDeadlineError(error) || isGrpcCancelledError(error)) return true;
  return statusOf(error) === STATUS.failedPrecondition;
}

function isOutOfReach(error: unknown): boolean {
  const status = statusOf(error);
  return status === STATUS.unavailable || status === STATUS.resourceExhausted;
}

/** grpc.github.io/grpc/core/md_doc_statuscodes.html */
const STATUS = { resourceExhausted: 8, failedPrecondition: 9, unavailable: 14 };

function statusOf(error: unknown): number | undefined {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) ? cause.code : undefined;
}

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
import { ApiProblem, isProblemCode } from '../problems';

/** Longest time Temporal gets for one call. A worker's answer to an update or query is part of it. */
const CALL_MS = 15_000;
const PROBE_MS = 2_000;

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
  try {
    return await temporal.withDeadline(Date.now() + deadlineMs, call);
  } catch (error) {
    throw await problemOf(temporal, runId, error);
  }
}

/** Whether Temporal answers at all. */
export async function temporalAnswers(temporal: Client): Promise<boolean> {
  try {
    await temporal.withDeadline(Date.now() + PROBE_MS, () => temporal.workflowService.getSystemInfo({}));
    return true;
  } catch (error) {
    if (isGrpcServiceError(error)) return false;
    throw error;
  }
}

/** An error of the Temporal client as a problem; what is none of Temporal's errors comes back as it is. */
export async function problemOf(temporal: Client, runId: string, error: unknown): Promise<unknown> {
  if (error instanceof WorkflowUpdateFailedError) return refusalOf(error) ?? error;
  if (error instanceof WorkflowNotFoundError) return goneOrUnknown(temporal, runId, error);
  if (!isRpcFailure(error)) return error;
  if (isOverdue(error) && (await temporalAnswers(temporal))) {
    return new ApiProblem('WORKER_SILENT', `No worker answered for ${runId} in time.`, undefined, { cause: error });
  }
  return new ApiProblem('TEMPORAL_UNAVAILABLE', 'Temporal did not answer.', undefined, { cause: error });
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
    if (!isRpcFailure(error)) return error;
    return new ApiProblem('TEMPORAL_UNAVAILABLE', 'Temporal did not answer.', undefined, { cause: error });
  }
}

function isRpcFailure(error: unknown): boolean {
  return (
    error instanceof ServiceError ||
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    error instanceof QueryNotRegisteredError ||
    isGrpcServiceError(error)
  );
}

/** A query that no worker takes ends at the deadline, or with FAILED_PRECONDITION when none has polled for long. */
function isOverdue(error: unknown): boolean {
  if (isGrpcDeadlineError(error) || isGrpcCancelledError(error) || error instanceof QueryNotRegisteredError)
    return true;
  const code: number | undefined =
    error instanceof ServiceError && isGrpcServiceError(error.cause) ? error.cause.code : undefined;
  return code === FAILED_PRECONDITION;
}

/** grpc.github.io/grpc/core/md_doc_statuscodes.html */
const FAILED_PRECONDITION = 9;

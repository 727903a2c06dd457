import {
  isGrpcCancelledError,
  isGrpcServiceError,
  ServiceError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { setTimeout as pause } from 'node:timers/promises';
import type { Retry } from '../../client/wire';
import { retriesOf } from './retries';

/** Runs that are asked about at the same time. */
const AT_ONCE = 10;
/** For all of them together: a list is looked at while somebody waits. */
const WITHIN_MS = 2_000;

/**
 * The steps that Temporal tries again at this moment, by run. Of a run about which Temporal does not tell in time, nothing
 * is known; so too while Temporal does not answer at all.
 */
export async function retriesNow(
  temporal: Client,
  runIds: readonly string[],
  withinMs = WITHIN_MS,
): Promise<ReadonlyMap<string, readonly Retry[]>> {
  const found = new Map<string, readonly Retry[]>();
  const over = new AbortController();
  const left = runIds.values();
  const askInTurn = async () => {
    for (const runId of left) {
      if (over.signal.aborted) return;
      const retrying = await retriesOfRun(temporal, runId);
      if (retrying.length > 0) found.set(runId, retrying);
    }
  };
  const askAll = () => Promise.all(Array.from({ length: Math.min(AT_ONCE, runIds.length) }, askInTurn));
  const late = pause(withinMs, undefined, { signal: over.signal }).catch(() => undefined);
  try {
    await Promise.race([temporal.withAbortSignal(over.signal, askAll), late]);
  } finally {
    over.abort();
  }
  return found;
}

async function retriesOfRun(temporal: Client, runId: string): Promise<readonly Retry[]> {
  try {
    const { raw } = await temporal.workflow.getHandle(runId).describe();
    return retriesOf(raw.pendingActivities);
  } catch (error) {
    if (isUntold(error)) return [];
    throw error;
  }
}

/** Temporal does not answer, was not waited for, or does not know the run any more. */
const isUntold = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError ||
  error instanceof ServiceError ||
  isGrpcServiceError(error) ||
  isGrpcCancelledError(error);

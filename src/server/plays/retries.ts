import type { WorkflowExecutionDescription } from '@temporalio/client';
import { optionalTsToDate } from '@temporalio/common/lib/time';
import type { Retry } from '../../client/wire';

type PendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** The steps that failed at least once and that Temporal tries again: what a run is held up by without anybody's task. */
export function retriesOf(pending: readonly PendingActivity[] | null | undefined): Retry[] {
  return (pending ?? [])
    .filter(({ attempt }) => (attempt ?? 1) > 1)
    .map(({ activityType, attempt, lastFailure, scheduledTime, lastStartedTime }) => {
      const [next, started] = [optionalTsToDate(scheduledTime), optionalTsToDate(lastStartedTime)];
      return {
        what: activityType?.name ?? 'an activity',
        attempt: attempt ?? 1,
        nextAt: next && next > (started ?? 0) ? next.toISOString() : undefined,
        because: lastFailure?.message ?? undefined,
      };
    });
}

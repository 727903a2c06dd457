import { ApplicationFailure, continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { DigestActivities, DigestDueActivities } from '../activities/digest/port';
import { messagesQueue } from '../src/domain/task-queues';

/** So many in one run, whose history stays short. */
const LIMIT = 100;

/**
 * Sends each of our people whose morning it is their digest; started by a Temporal Schedule (`src/app`). What cannot
 * be sent to one does not keep the others waiting: the run fails at its end, and the next one tries those again, until noon.
 *
 * @param after an address: those before it were dealt with
 * @param unsent how many of these could not be sent
 */
export async function morningDigests(after?: string, unsent = 0): Promise<void> {
  const retry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;
  const times = { startToCloseTimeout: '60 seconds', heartbeatTimeout: '10 seconds', retry } as const;
  const { dueDigests } = proxyActivities<DigestDueActivities>(times);
  const { sendDigest } = proxyActivities<DigestActivities>({
    ...times,
    // The schedule skips what would overlap: people of other zones must not wait for long.
    scheduleToCloseTimeout: '10 minutes',
    taskQueue: messagesQueue(workflowInfo().taskQueue),
  });
  const at = new Date().toISOString();
  const emails = await dueDigests({ at, after, limit: LIMIT });
  const sent = await Promise.allSettled(emails.map((email) => sendDigest({ email, at })));
  const failed = sent.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));
  const soFar = unsent + failed.length;
  if (emails.length === LIMIT) return continueAsNew<typeof morningDigests>(emails.at(-1), soFar);
  if (soFar === 0) return;
  throw ApplicationFailure.create({
    type: 'DIGESTS_UNSENT',
    message: `Digests that could not be sent: ${soFar}. They are tried again every quarter of an hour, until noon of their readers.`,
    nonRetryable: true,
    cause: failed[0],
  });
}

import { Worker, type NativeConnection } from '@temporalio/worker';
import { messagesQueue, PLAYS_QUEUE } from '../domain/task-queues';
import type { Activities } from './activities';
import type { WorkflowBundle } from './bundle';
import { heartbeats } from './heartbeats';
import { mergedAccounts } from './merged-accounts';
import { storeFailures } from './store-failures';

/**
 * Each takes 2 to 3 MB. One that was put out of memory is rebuilt from its history, in some 50 ms, when something happens to
 * it; most wait for days.
 */
const MOST_CACHED = 400;

export interface WorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace?: string;
  readonly bundle: WorkflowBundle;
  readonly activities: Activities;
  readonly taskQueue?: string;
  /** Temporal's own limit for messages to people, over all workers together. */
  readonly messagesPerSecond: number;
  /** The account that is meant by an id. Absent: no account became part of another one. */
  readonly currentAccount?: (accountId: string) => Promise<string>;
}

export interface RunningWorkers {
  /** Rejects when a worker fails; resolves after `stop`. */
  readonly finished: Promise<void>;
  /** Takes no new work and resolves when what is under way has finished. */
  stop(): Promise<void>;
}

/** Starts the worker of plays and the worker of messages. */
export async function startWorkers(options: WorkerOptions): Promise<RunningWorkers> {
  const { connection, namespace, bundle, activities, taskQueue = PLAYS_QUEUE, messagesPerSecond } = options;
  const merged = options.currentAccount ? [mergedAccounts(options.currentAccount)] : [];
  const shared = {
    connection,
    namespace,
    shutdownGraceTime: '10 seconds',
    interceptors: { activity: [heartbeats, storeFailures, ...merged] },
  };
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue,
      workflowBundle: bundle,
      activities: activities.plays,
      maxCachedWorkflows: MOST_CACHED,
    }),
    Worker.create({
      ...shared,
      taskQueue: messagesQueue(taskQueue),
      activities: activities.messages,
      maxTaskQueueActivitiesPerSecond: messagesPerSecond,
    }),
  ]);
  const finished = Promise.all(workers.map((worker) => worker.run())).then(() => undefined);
  return {
    finished,
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await finished;
    },
  };
}

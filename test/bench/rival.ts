import { bundleWorkflowCode, DefaultLogger, type NativeConnection } from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { Account } from '../../src/domain/account';
import type { PlayRequest, PlayResult } from '../../src/domain/play-messages';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes';
import { startWorkers, type RunningWorkers, type WorkflowBundle } from '../../src/worker';
import { instantActivities, type Call } from './activities';
import { People } from './people';

const accountKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.account, SearchAttributeType.KEYWORD);
const playKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.play, SearchAttributeType.KEYWORD);

/** What is on either side of the comparison: a workflow and its bundle. */
export interface RivalOptions {
  readonly name: string;
  readonly workflowType: string;
  readonly bundle: WorkflowBundle;
}

export interface Ground {
  readonly client: Client;
  readonly connection: NativeConnection;
  readonly account: Account;
}

/** One side, with workers and a task queue of its own. */
export class Rival {
  private runs = 0;

  private constructor(
    readonly name: string,
    private readonly workflowType: string,
    private readonly ground: Ground,
    private readonly workers: RunningWorkers,
    private readonly people: People,
    private readonly calls: Call[],
  ) {}

  static async start({ name, workflowType, bundle }: RivalOptions, ground: Ground): Promise<Rival> {
    const people = new People(ground.client, LEADER);
    const calls: Call[] = [];
    const activities = instantActivities(ground.account, (call) => {
      calls.push(call);
      people.hear(call);
    });
    const { connection } = ground;
    const workers = await startWorkers({ connection, bundle, activities, taskQueue: name, messagesPerSecond: 10_000 });
    return new Rival(name, workflowType, ground, workers, people, calls);
  }

  /** One whole run; answers its history's length and what it asked of the activities. */
  async run(): Promise<{ readonly events: number; readonly calls: readonly Call[] }> {
    this.runs += 1;
    const { client, account } = this.ground;
    const runId = `play/${this.name}/${account.id}/${this.runs}`;
    const input = { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days', leader: LEADER };
    const key = String(this.runs);
    const request: PlayRequest = { version: 1, accountId: account.id, key, input, requestedBy: 'the bench' };
    const handle = await client.workflow.start<(request: PlayRequest) => Promise<PlayResult>>(this.workflowType, {
      workflowId: runId,
      taskQueue: this.name,
      args: [request],
      typedSearchAttributes: [
        { key: accountKey, value: account.id },
        { key: playKey, value: 'expansion' },
      ],
      staticSummary: `Expansion of ${account.name}`,
    });
    const { outcome, reason } = await handle.result();
    this.people.check();
    if (outcome !== 'won') throw new Error(`${runId} ended with ${outcome}: ${reason}`);
    const { historyLength } = await handle.describe();
    return { events: historyLength, calls: this.calls.filter((call) => call.runId === runId) };
  }

  /** Forgets the calls so far. */
  forget(): void {
    this.calls.length = 0;
  }

  stop(): Promise<void> {
    return this.workers.stop();
  }
}

const LEADER = 'olivia-grant';

/** Bundles the workflow that was written by hand. It shares zod, which its words and sums import, and so has no cost of loading it. */
export async function bundleByHand(): Promise<WorkflowBundle> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('./by-hand/workflow'),
    logger: new DefaultLogger('WARN'),
    preloadModules: ['zod'],
  });
  return { code };
}

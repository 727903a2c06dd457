import type { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { DueDigestsRequest, SendDigestRequest } from '../../activities/digest/port';
import { failure } from '../../activities/failures';
import { createAccounts } from '../accounts';
import { houseRulesSchema } from '../domain/house-rules';
import { nameIn } from '../domain/observations';
import { messagesQueue, PLAYS_QUEUE } from '../domain/task-queues';
import { openStore } from '../store';
import { quietTemporal } from '../worker';
import { startDevServer } from '../../temporal-dev';
import { loadTestBundle } from '../../test/bundle';
import { connectTemporal } from './connect-temporal';
import { scheduleRegularWork } from './schedules';

it('lets time alone change what is known: no event comes, and health is that of the new day', async () => {
  quietTemporal();
  const [server, store, bundle] = await Promise.all([startDevServer(), openStore(), loadTestBundle()]);
  const temporal = await connectTemporal({ address: server.address }, server.namespace);
  let now = new Date('2026-03-02T12:00:00.000Z');
  const accounts = createAccounts({
    ...{ store, temporal: temporal.client, catalogue: [], now: () => now },
    ask: () => Promise.reject(new Error('Nothing is asked here.')),
    rules: async () => ({ rules: houseRulesSchema.parse({}), version: '1' }),
    request: async () => 'noted',
    failed: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  const worker = await Worker.create({
    connection: temporal.connection,
    taskQueue: PLAYS_QUEUE,
    workflowBundle: bundle,
    activities: { sweepAccounts: () => accounts.sweep() },
  });
  try {
    const subject = { account: [nameIn('playmaker', 'acme')], domains: [], contact: [nameIn('playmaker', 'olivia')] };
    const observations = [
      { type: 'account.described', data: { stage: 'customer' } },
      { type: 'support.opened', data: { case: 'c1', severity: 1 } },
    ] as const;
    const incoming = { source: 'import', id: 'answer', at: now.toISOString(), subject, observations } as const;
    await accounts.intake.take([{ kind: 'incoming', incoming }]);
    await accounts.settled();
    const days = async () => (await store.accountStates.health('acme')).map(({ day }) => day);
    expect(await days()).toEqual(['2026-03-02']);

    now = new Date('2026-07-15T00:02:00.000Z');
    await scheduleRegularWork(temporal.client);
    await scheduleRegularWork(temporal.client);
    const schedule = temporal.client.schedule.getHandle('account-sweep');
    await schedule.trigger();
    await worker.runUntil(async () => {
      await (await untilStarted(temporal.client, 'account-sweep')).result();
    });
    expect((await days()).at(-1)).toMatch(/^2026-0[3-7]-(?!02)/);
    const { nextActionTimes } = (await schedule.describe()).info;
    expect(nextActionTimes.slice(0, 3).map((at) => at.getUTCMinutes())).toEqual([2, 2, 2]);
    expect(nextActionTimes[1]!.getTime() - nextActionTimes[0]!.getTime()).toBe(3_600_000);
  } finally {
    await accounts.close();
    await temporal.close();
    await store.close();
    await server.stop();
  }
});

it('sends digests every quarter of an hour; what cannot be sent to one keeps no others waiting, and fails the run', async () => {
  quietTemporal();
  const [server, bundle] = await Promise.all([startDevServer(), loadTestBundle()]);
  const temporal = await connectTemporal({ address: server.address }, server.namespace);
  const people = Array.from({ length: 101 }, (_, n) => `p${String(n).padStart(3, '0')}@vendor.example`);
  const sent: string[] = [];
  const shared = { connection: temporal.connection, namespace: server.namespace };
  const workers = await Promise.all([
    Worker.create({
      ...{ ...shared, taskQueue: PLAYS_QUEUE, workflowBundle: bundle },
      activities: {
        dueDigests: async ({ after = '', limit }: DueDigestsRequest) =>
          people.filter((email) => email > after).slice(0, limit),
      },
    }),
    Worker.create({
      ...{ ...shared, taskQueue: messagesQueue(PLAYS_QUEUE) },
      activities: {
        sendDigest: async ({ email }: SendDigestRequest) => {
          if (email === people[1]) throw failure('SLACK_REFUSED', 'No such channel.');
          sent.push(email);
        },
      },
    }),
  ]);
  try {
    await scheduleRegularWork(temporal.client);
    const schedule = temporal.client.schedule.getHandle('morning-digests');
    const { nextActionTimes } = (await schedule.describe()).info;
    const minutes = nextActionTimes.map((at) => at.getUTCMinutes()).slice(0, 4);
    expect([...minutes].sort((a, b) => a - b)).toEqual([1, 16, 31, 46]);
    await schedule.trigger();
    const [plays, messages] = workers;
    await plays.runUntil(() =>
      messages.runUntil(async () => {
        const started = await untilStarted(temporal.client, 'morning-digests');
        const run = temporal.client.workflow.getHandle(started.workflowId);
        await expect(run.result()).rejects.toMatchObject({
          cause: { type: 'DIGESTS_UNSENT', message: expect.stringMatching(/could not be sent: 1\./) as string },
        });
      }),
    );
    expect([...sent].sort()).toEqual(people.filter((email) => email !== people[1]));
  } finally {
    await temporal.close();
    await server.stop();
  }
});

/** The workflow that the schedule starts, which has a name of its own each time. */
async function untilStarted(client: Client, schedule: string) {
  for (;;) {
    const [action] = (await client.schedule.getHandle(schedule).describe()).info.recentActions;
    if (action)
      return client.workflow.getHandle(action.action.workflow.workflowId, action.action.workflow.firstExecutionRunId);
  }
}

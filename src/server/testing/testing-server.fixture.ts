import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { FastifyInstance } from 'fastify';
import { bundleOf } from '../../../test/bundle';
import { startInbox, type Inbox, type InboxDeadlines, type InboxMessage } from '../../../temporal-dev/inbox';
import { startTimeSkipping } from '../../../temporal-dev/servers';
import { createCoordinationActivities, type AskCoordinator } from '../../../activities/coordination';
import { cardBlocks } from '../../../activities/notify/card-blocks';
import { Secret } from '../../config';
import { coordinationRulesSchema, decide, playFacts, type Verdict } from '../../domain/coordination';
import type { WithdrawAsk } from '../../domain/coordinator-messages';
import { runIdOf, type PlayStatus } from '../../domain/play-messages';
import { SEARCH_ATTRIBUTE_TYPES } from '../../domain/search-attributes';
import { openStore, type Store } from '../../store';
import { createServer, type ServerDeps } from '../create-server';
import { ACME, KEYS, PEOPLE } from './acme.fixture';
import { callerOf, type Call } from './call-server.fixture';
import { checkinCard } from './checkin-card.fixture';
import { checkinContract } from './checkin-contract.fixture';

/** Bundling and starting a worker takes seconds: once for all tests of a file. */
export interface TestingServer {
  readonly app: FastifyInstance;
  readonly deps: ServerDeps;
  readonly env: TestWorkflowEnvironment;
  readonly store: Store;
  readonly inbox: Inbox;
  /** Address of the server on a port of its own. */
  readonly url: string;
  readonly call: Call;
  /** Starts a run of the check-in on acme and shows its card to somebody in Slack. */
  withCard(topic: string, to?: string): Promise<{ runId: string; taskId: string; card: InboxMessage }>;
  status(runId: string): Promise<PlayStatus>;
  close(): Promise<void>;
}

/**
 * The real server with a real store, Temporal, worker and the local inbox as Slack.
 *
 * @param deadlines for tests of what Slack allows for three seconds only
 */
export async function startTestingServer(deadlines?: InboxDeadlines): Promise<TestingServer> {
  const taskQueue = 'server-tests';
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const [env, store] = await Promise.all([
    startTimeSkipping({ searchAttributes: SEARCH_ATTRIBUTE_TYPES }),
    openStore(),
  ]);
  // Eve is in Slack, but not known to playmaker.
  const names = [...PEOPLE.map(({ name }) => name), 'Eve'];
  const inbox = await startInbox(
    {
      people: names.map((name) => ({ id: `U${name.toUpperCase()}`, name, email: `${name.toLowerCase()}@example.com` })),
    },
    deadlines,
  );
  const worker = await Worker.create({
    connection: env.nativeConnection,
    namespace: env.namespace,
    taskQueue,
    workflowBundle: await bundleOf(join(__dirname, 'checkin-workflow.fixture.ts')),
  });
  const working = worker.run();
  for (const each of PEOPLE) await store.people.save(each);
  await store.accounts.save(ACME);
  const client = new WebClient(inbox.botToken, { slackApiUrl: inbox.slackApiUrl, retryConfig: { retries: 0 } });
  // Not the client of the environment: waiting for a result with that one makes time jump.
  const temporal = new Client({ connection: env.connection, namespace: env.namespace });
  const deps: ServerDeps = {
    temporal,
    store,
    ask: admittingAll(temporal, store, taskQueue),
    catalogue: [checkinContract],
    apiKeys: Object.values(KEYS),
    slack: { client, signingSecret: new Secret(inbox.signingSecret) },
  };
  const app = await createServer(deps);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  inbox.setInteractionsUrl(`${url}/slack/interactions`);

  const call = callerOf(url);

  return {
    ...{ app, deps, env, store, inbox, url, call },
    status: (runId) => env.client.workflow.getHandle(runId).query<PlayStatus>('status'),
    async withCard(topic, to = 'ana@example.com') {
      const { status, body } = await call('/api/runs', {
        body: { play: 'checkin', accountId: 'acme', input: { topic } },
      });
      if (status !== 201) throw new Error(JSON.stringify(body));
      const runId = runIdOf('checkin', 'acme', topic);
      const card = checkinCard(runId, 'acme');
      const at = new Date().toISOString();
      const state = { kind: 'open', due: at } as const;
      const assignment = { role: 'csm', email: to, due: at, at, because: 'holds the role' } as const;
      await store.tasks.open({ ...card, card, state, assignments: [assignment], openedAt: at });
      const channel = `U${to.split('@')[0]!.toUpperCase()}`;
      const sent = await client.chat.postMessage({ channel, text: card.question, blocks: cardBlocks(card, state) });
      const message = inbox.messages({ to }).find(({ ts }) => ts === sent.ts);
      return { runId, taskId: card.taskId, card: message! };
    },
    async close() {
      await app.close();
      worker.shutdown();
      await working;
      await store.close();
      await inbox.stop();
      await env.teardown();
    },
  };
}

/** In place of coordinators, which have tests of their own: whatever is new may start. */
function admittingAll(temporal: Client, store: Store, taskQueue: string): AskCoordinator {
  const ask: AskCoordinator = async (accountId, request) => {
    if (request.type === 'withdraw') return withdraw(accountId, request);
    if (request.type !== 'start') return { kind: 'noted', because: '' };
    const { play, runId, envelope } = request;
    const known = await store.runs.get(runId);
    const at = new Date().toISOString();
    if (known) return { kind: 'existing', runId, because: 'A run of this name exists, or existed.' };
    await activities.startPlay({ play, runId, envelope, at });
    return { kind: 'admitted', runId, because: 'Nothing is in its way.' };
  };
  const withdraw = async (accountId: string, request: WithdrawAsk): Promise<Verdict> => {
    const before = (await store.coordination.load(accountId))!;
    const house = { plays: [playFacts(checkinContract)], rules: await rules() };
    const { state, verdict, effects } = decide(before.state, { ...request, at: new Date().toISOString() }, house);
    const lines = effects.flatMap((effect) => (effect.type === 'record' ? [effect.line] : []));
    await activities.keep({ accountId, remembered: { ...before, state }, lines });
    return verdict;
  };
  const rules = async () => coordinationRulesSchema.parse({});
  const deps = { store, temporal, taskQueue, catalogue: [checkinContract], rules, ask, waitScale: 1 };
  const activities = createCoordinationActivities(deps);
  return ask;
}

import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import type { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { FastifyBaseLogger } from 'fastify';
import { createMailer, type Mailer } from '../../activities/mail';
import { createSlackChannel } from '../../activities/notify';
import { catalogue } from '../../plays';
import { PlaysClient } from '../client';
import type { ApiKey, Config, MailConfig, SlackConfig } from '../config';
import { PLAYS_QUEUE } from '../domain/task-queues';
import { startServer, type RunningServer } from '../server';
import { openStore, type Store } from '../store';
import { packageRoot } from '../config/package-root';
import {
  createActivities,
  loadWorkflowBundle,
  startWorkers,
  type RunningWorkers,
  type WorkflowBundle,
} from '../worker';

/** What the all-in-one process needs from outside: a Temporal server, and channels that reach people. */
export interface AppOptions {
  readonly config: Config;
  readonly temporal: { readonly client: Client; readonly connection: NativeConnection; readonly namespace?: string };
  readonly slack: SlackConfig;
  readonly mail: MailConfig;
  readonly apiKeys: readonly [ApiKey, ...ApiKey[]];
  /** Port 0 takes a free one; the configured port when absent. */
  readonly port?: number;
  /** Absent: opened as the configuration says, and closed by `stop`. */
  readonly store?: Store;
  readonly bundle?: WorkflowBundle;
  readonly logger?: FastifyBaseLogger;
  /** How long one call to Slack may take, in milliseconds; five seconds when absent. */
  readonly slackTimeoutMs?: number;
  /** Decides who holds a role at the moment; the real clock when absent. */
  readonly now?: () => Date;
}

/** The running process: workers, HTTP server and store. */
export interface App {
  readonly url: string;
  readonly client: PlaysClient;
  readonly store: Store;
  /** Rejects when a worker fails. */
  readonly finished: Promise<void>;
  /** Finishes what is under way, in the order server, workers, channels, store. Nothing is lost. */
  stop(): Promise<void>;
}

const SLACK_TIMEOUT_MS = 5_000;

/** Starts workers and HTTP server in one process. What it has opened is closed again when it cannot start. */
export async function startApp(options: AppOptions): Promise<App> {
  const store = options.store ?? (await openStore(storeOptions(options.config)));
  const closeStore = () => (options.store ? Promise.resolve() : store.close());
  const mailer = createMailer({
    smtpUrl: options.mail.smtpUrl.reveal(),
    outbox: store.outbox,
    domain: domainOf(options.mail.from),
  });
  let workers: RunningWorkers | undefined;
  const close = async () => {
    try {
      await workers?.stop();
    } finally {
      mailer.close();
      await closeStore();
    }
  };
  try {
    workers = await runWorkers(options, store, mailer);
    // Whoever awaits `finished` hears of a failure; until somebody does, it must not end the process unheard.
    workers.finished.catch(() => undefined);
    const server = await serve(options, store);
    return {
      url: server.url,
      client: new PlaysClient({ url: server.url, apiKey: options.apiKeys[0].secret.reveal() }),
      store,
      finished: workers.finished,
      stop: () => server.close().finally(close),
    };
  } catch (error) {
    // The first failure is the one to tell.
    await close().catch(() => undefined);
    throw error;
  }
}

async function runWorkers(options: AppOptions, store: Store, mailer: Mailer): Promise<RunningWorkers> {
  const { config, temporal, slack, mail } = options;
  return startWorkers({
    ...temporal,
    bundle: options.bundle ?? (await loadWorkflowBundle()),
    messagesPerSecond: config.messagesPerSecond,
    activities: createActivities({
      store,
      slack: createSlackChannel({
        token: slack.botToken.reveal(),
        slackApiUrl: slack.apiUrl,
        outbox: store.outbox,
        timeoutMs: options.slackTimeoutMs ?? SLACK_TIMEOUT_MS,
      }),
      mailer,
      playsDir: join(packageRoot(), 'plays'),
      dataDir: config.dataDir,
      waitScale: config.waitScale,
      publicUrl: config.publicUrl,
      mailFrom: mail.from,
    }),
  });
}

function serve(
  { config, temporal, slack, apiKeys, logger, now, port }: AppOptions,
  store: Store,
): Promise<RunningServer> {
  return startServer({
    temporal: temporal.client,
    store,
    taskQueue: PLAYS_QUEUE,
    catalogue: Object.values(catalogue),
    apiKeys,
    slack: {
      signingSecret: slack.signingSecret,
      client: new WebClient(slack.botToken.reveal(), { slackApiUrl: slack.apiUrl, retryConfig: { retries: 3 } }),
    },
    publicUrl: config.publicUrl,
    logger,
    now,
    port: port ?? config.port,
  });
}

const storeOptions = ({ databaseUrl, dataDir }: Config) =>
  databaseUrl ? { databaseUrl: databaseUrl.reveal() } : { dataDir: join(dataDir, 'store') };

/** The domain of `Playmaker <plays@example.com>`, for Message-IDs. */
const domainOf = (from: string): string => /@([^\s>@]+)>?$/.exec(from)?.[1] ?? 'playmaker.invalid';

import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import type { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { FastifyBaseLogger } from 'fastify';
import { createMailer } from '../../activities/mail';
import { createSlackChannel } from '../../activities/notify';
import { catalogue } from '../../plays';
import { PlaysClient } from '../client';
import type { ApiKey, Config, MailConfig, SlackConfig } from '../config';
import { PLAYS_QUEUE } from '../domain/task-queues';
import { startServer } from '../server';
import { openStore, type Store } from '../store';
import { packageRoot } from '../config/package-root';
import { createActivities, loadWorkflowBundle, startWorkers, type WorkflowBundle } from '../worker';

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

/** Starts workers and HTTP server in one process. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, temporal, slack, mail, apiKeys } = options;
  const store = options.store ?? (await openStore(storeOptions(config)));
  const mailer = createMailer({ smtpUrl: mail.smtpUrl.reveal(), outbox: store.outbox, domain: domainOf(mail.from) });
  const slackChannel = createSlackChannel({
    token: slack.botToken.reveal(),
    slackApiUrl: slack.apiUrl,
    outbox: store.outbox,
    timeoutMs: options.slackTimeoutMs ?? SLACK_TIMEOUT_MS,
  });
  const workers = await startWorkers({
    ...temporal,
    bundle: options.bundle ?? (await loadWorkflowBundle()),
    messagesPerSecond: config.messagesPerSecond,
    activities: createActivities({
      store,
      slack: slackChannel,
      mailer,
      playsDir: join(packageRoot(), 'plays'),
      dataDir: config.dataDir,
      waitScale: config.waitScale,
      publicUrl: config.publicUrl,
      mailFrom: mail.from,
    }),
  });
  const server = await startServer({
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
    logger: options.logger,
    now: options.now,
    port: options.port ?? config.port,
  });
  return {
    url: server.url,
    client: new PlaysClient({ url: server.url, apiKey: apiKeys[0].secret.reveal() }),
    store,
    finished: workers.finished,
    async stop() {
      await server.close();
      await workers.stop();
      mailer.close();
      if (!options.store) await store.close();
    },
  };
}

const storeOptions = ({ databaseUrl, dataDir }: Config) =>
  databaseUrl ? { databaseUrl: databaseUrl.reveal() } : { dataDir: join(dataDir, 'store') };

/** The domain of `Playmaker <plays@example.com>`, for Message-IDs. */
const domainOf = (from: string): string => /@([^\s>@]+)>?$/.exec(from)?.[1] ?? 'playmaker.invalid';

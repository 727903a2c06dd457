import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import type { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { FastifyBaseLogger } from 'fastify';
import { askCoordinator, type AskCoordinator } from '../../activities/coordination';
import { createMailer, domainOf, senderOf, type Mailer } from '../../activities/mail';
import { createSlackChannel } from '../../activities/notify';
import { catalogue } from '../../plays';
import { createAccounts, type Accounts } from '../accounts';
import { PlaysClient } from '../client';
import {
  houseRulesFile,
  type ApiKey,
  type Config,
  type HouseRulesFile,
  type MailConfig,
  type SlackConfig,
} from '../config';
import { PLAYS_QUEUE } from '../domain/task-queues';
import { createPlaysService, requestPlay, startServer, type RunningServer } from '../server';
import type { Store } from '../store';
import { packageRoot } from '../config/package-root';
import { openConfiguredStore } from './configured-store';
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
  readonly accounts: Accounts;
  /** Rejects when a worker fails. */
  readonly finished: Promise<void>;
  /** Finishes what is under way, in the order server, workers, channels, store. Nothing is lost. */
  stop(): Promise<void>;
}

const SLACK_TIMEOUT_MS = 5_000;

/** Starts workers and HTTP server in one process. What it has opened is closed again when it cannot start. */
export async function startApp(options: AppOptions): Promise<App> {
  const store = options.store ?? (await openConfiguredStore(options.config));
  const closeStore = () => (options.store ? Promise.resolve() : store.close());
  const mailer = createMailer({
    smtpUrl: options.mail.smtpUrl.reveal(),
    outbox: store.outbox,
    domain: domainOf(senderOf(options.mail.from)),
  });
  const parts: Parts = {
    ...{ store, mailer },
    ask: askCoordinator(options.temporal.client, PLAYS_QUEUE, (accountId) => store.merges.current(accountId)),
    rules: announced(houseRulesFile(options.config.rulesFile), options.logger),
  };
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
    const accounts = accountsOf(options, parts);
    workers = await runWorkers(options, parts, accounts);
    // Whoever awaits `finished` hears of a failure; until somebody does, it must not end the process unheard.
    workers.finished.catch(() => undefined);
    const server = await serve(options, parts, accounts);
    accounts.start();
    return {
      url: server.url,
      client: new PlaysClient({ url: server.url, apiKey: options.apiKeys[0].secret.reveal() }),
      store,
      finished: workers.finished,
      accounts,
      stop: async () => {
        await server.close().finally(() => accounts.close());
        await close();
      },
    };
  } catch (error) {
    // The first failure is the one to tell.
    await close().catch(() => undefined);
    throw error;
  }
}

/** Whoever runs the server hears once of a file that was changed to something wrong. */
function announced(rules: HouseRulesFile, logger: FastifyBaseLogger | undefined): HouseRulesFile {
  let told: string | undefined;
  return {
    ...rules,
    async current() {
      const current = await rules.current();
      const problem = rules.problem();
      if (problem !== undefined && problem !== told) logger?.error(`${problem}\nUntil then the rules before it hold.`);
      told = problem;
      return current;
    },
  };
}

/** What workers and server share. */
interface Parts {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly ask: AskCoordinator;
  readonly rules: HouseRulesFile;
}

async function runWorkers(
  options: AppOptions,
  { store, mailer, ask, rules }: Parts,
  accounts: Accounts,
): Promise<RunningWorkers> {
  const { config, temporal, slack, mail } = options;
  return startWorkers({
    ...temporal,
    bundle: options.bundle ?? (await loadWorkflowBundle()),
    messagesPerSecond: config.messagesPerSecond,
    currentAccount: (accountId) => store.merges.current(accountId),
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
      sender: senderOf(mail.from),
      temporal: temporal.client,
      taskQueue: PLAYS_QUEUE,
      catalogue: Object.values(catalogue),
      rules: () => rules.current(),
      ask,
      sweep: () => accounts.sweep(),
    }),
  });
}

function accountsOf({ temporal, logger, now = () => new Date() }: AppOptions, { store, ask, rules }: Parts): Accounts {
  const plays = Object.values(catalogue);
  const service = createPlaysService({ temporal: temporal.client, store, ask, catalogue: plays, now });
  return createAccounts({
    ...{ store, temporal: temporal.client, ask, catalogue: plays, now },
    rules: () => rules.current(),
    request: (request) => requestPlay(service, store, request),
    failed: (what, error) => logger?.error({ err: error }, `${what} failed and is tried again`),
  });
}

function serve(
  { config, temporal, slack, apiKeys, logger, now, port }: AppOptions,
  { store, ask, rules }: Parts,
  accounts: Accounts,
): Promise<RunningServer> {
  return startServer({
    temporal: temporal.client,
    store,
    ask,
    accounts,
    senders: config.senders,
    catalogue: Object.values(catalogue),
    apiKeys,
    slack: {
      signingSecret: slack.signingSecret,
      client: new WebClient(slack.botToken.reveal(), { slackApiUrl: slack.apiUrl, retryConfig: { retries: 3 } }),
    },
    publicUrl: config.publicUrl,
    async rulesProblem() {
      await rules.current();
      return rules.problem();
    },
    logger,
    now,
    host: config.host,
    port: port ?? config.port,
  });
}

import { join } from 'node:path';
import { LogLevel, WebClient } from '@slack/web-api';
import type { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { FastifyBaseLogger } from 'fastify';
import { askCoordinator, type AskCoordinator } from '../../activities/coordination';
import { createMailer, domainOf, senderOf, type Mailer } from '../../activities/mail';
import { createSlackChannel, type SlackChannel, type SlackNews } from '../../activities/notify';
import { createThreads, type RunningThreads } from '../../activities/threads';
import { catalogue } from '../../plays';
import { createAccounts, type Accounts } from '../accounts';
import { PlaysClient } from '../client';
import {
  houseRulesFile,
  type ApiKey,
  type Config,
  type HouseRulesFile,
  type InboundMailConfig,
  type MailConfig,
  type SlackConfig,
} from '../config';
import type { PlayContract } from '../domain/play-contract';
import { PLAYS_QUEUE } from '../domain/task-queues';
import { createPlaysService, requestPlay, startServer, type RunningServer } from '../server';
import type { MailInbound } from '../mail-inbound';
import type { Store } from '../store';
import { packageRoot } from '../config/package-root';
import { mailPartsOf, openMailDoor, type MailParts } from './mail-door';
import { announcedRules } from './announced-rules';
import { rareLines } from '../rare-lines';
import { openConfiguredStore } from './configured-store';
import { watchMail, watchSlack, type ChannelWatch } from './channel-watch';
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
  /** The channel of accounts while the house rules name none. */
  readonly defaultChannel?: string;
  /** Where replies and bounces come in; absent: nowhere. Port 0 takes a free one. */
  readonly inboundMail?: InboundMailConfig;
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
  /** The port on which replies and bounces come in, when they do. */
  readonly inboundMailPort?: number;
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
  const mailWatch = watchMail(options.logger);
  const mailer = createMailer({
    smtpUrl: options.mail.smtpUrl.reveal(),
    outbox: store.outbox,
    domain: domainOf(senderOf(options.mail.from)),
    hearOfServer: (trouble) => mailWatch.heard(trouble),
  });
  let workers: RunningWorkers | undefined;
  let threads: RunningThreads | undefined;
  let mailDoor: MailInbound | undefined;
  const close = async () => {
    try {
      await mailDoor?.stop();
      await workers?.stop();
      await threads?.stop();
    } finally {
      mailer.close();
      await closeStore();
    }
  };
  try {
    const slackWatch = watchSlack(options.logger);
    const slack = slackOf(options, store, slackWatch);
    const rules = announcedRules(houseRulesFile(options.config.rulesFile), options.logger);
    threads = threadsOf(options, { store, slack, rules });
    const parts: Parts = {
      ...{ store, mailer, mailWatch, slack, slackWatch, threads, rules },
      ...mailPartsOf(options, store),
      ask: askCoordinator(options.temporal.client, PLAYS_QUEUE, (accountId) => store.merges.current(accountId)),
    };
    // A file that is wrong from the start is told now, not at the first event.
    await parts.rules.current();
    const accounts = accountsOf(options, parts);
    workers = await runWorkers(options, parts, accounts);
    threads.start();
    // Whoever awaits `finished` hears of a failure; until somebody does, it must not end the process unheard.
    workers.finished.catch(() => undefined);
    mailDoor = await listenForMail(options, parts, accounts);
    const server = await serve(options, parts, accounts);
    accounts.start();
    return {
      url: server.url,
      client: new PlaysClient({ url: server.url, apiKey: options.apiKeys[0].secret.reveal() }),
      store,
      finished: workers.finished,
      accounts,
      inboundMailPort: mailDoor?.port,
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

/** What workers and server share. */
interface Parts extends MailParts {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly slack: SlackChannel;
  readonly mailWatch: ChannelWatch<string | undefined>;
  readonly slackWatch: ChannelWatch<SlackNews>;
  readonly threads: RunningThreads;
  readonly ask: AskCoordinator;
  readonly rules: HouseRulesFile;
}

function slackOf(
  { slack, slackTimeoutMs: timeoutMs = SLACK_TIMEOUT_MS }: AppOptions,
  { outbox }: Store,
  watch: ChannelWatch<SlackNews>,
): SlackChannel {
  const { botToken, apiUrl: slackApiUrl } = slack;
  const hearOfSlack = (news: SlackNews) => watch.heard(news);
  return createSlackChannel({ token: botToken.reveal(), slackApiUrl, outbox, timeoutMs, hearOfSlack });
}

function threadsOf(
  { defaultChannel, logger, now = () => new Date() }: AppOptions,
  { store, slack, rules }: Pick<Parts, 'store' | 'slack' | 'rules'>,
): RunningThreads {
  const plays: Readonly<Record<string, PlayContract>> = catalogue;
  return createThreads({
    ...{ store, slack, now },
    async rules() {
      const { messages } = (await rules.current()).rules;
      return { ...messages, channel: messages.channel ?? defaultChannel };
    },
    wordsOf: (play) => plays[play],
    unusable: (channel) => logger?.warn(channel, `Slack takes no messages in ${channel.channel}. ${channel.next}`),
    failed: (what, error) => logger?.error({ err: error }, `${what} failed and is tried again`),
  });
}

async function runWorkers(
  options: AppOptions,
  { store, mailer, slack, threads, ask, rules, links, addresses }: Parts,
  accounts: Accounts,
): Promise<RunningWorkers> {
  const { config, temporal, mail } = options;
  return startWorkers({
    ...temporal,
    bundle: options.bundle ?? (await loadWorkflowBundle()),
    messagesPerSecond: config.messagesPerSecond,
    currentAccount: (accountId) => store.merges.current(accountId),
    activities: createActivities({
      ...{ store, slack, threads, mailer, links, addresses },
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
    noticed: rareLines((line) =>
      logger?.warn(line, 'Events were refused, or wait for their account. See `playmaker dead-letters list`.'),
    ),
  });
}

async function listenForMail(
  { config, inboundMail, logger, now, temporal }: AppOptions,
  { store, ask, addresses }: Parts,
  accounts: Accounts,
): Promise<MailInbound | undefined> {
  if (!inboundMail || !addresses) return undefined;
  const catalogues = Object.values(catalogue);
  const plays = createPlaysService({ temporal: temporal.client, store, ask, catalogue: catalogues, now });
  const { port } = inboundMail;
  return openMailDoor({ addresses, port, host: config.host, store, accounts, plays, logger, now });
}

function serve(
  { config, temporal, slack, apiKeys, logger, now, port }: AppOptions,
  { store, ask, rules, links, slackWatch, mailWatch }: Parts,
  accounts: Accounts,
): Promise<RunningServer> {
  return startServer({
    mailLinks: links,
    temporal: temporal.client,
    store,
    ask,
    accounts,
    senders: config.senders,
    catalogue: Object.values(catalogue),
    apiKeys,
    rules: async () => (await rules.current()).rules.coordination,
    digestRules: async () => (await rules.current()).rules.digest,
    slack: {
      signingSecret: slack.signingSecret,
      trouble: () => slackWatch.trouble(),
      socket: slack.appToken && { appToken: slack.appToken, slackApiUrl: slack.apiUrl },
      client: new WebClient(slack.botToken.reveal(), {
        slackApiUrl: slack.apiUrl,
        retryConfig: { retries: 3 },
        // What goes wrong in the end is thrown, and told by whoever called.
        logLevel: LogLevel.ERROR,
      }),
    },
    publicUrl: config.publicUrl,
    mailTrouble: () => mailWatch.trouble()?.advice,
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

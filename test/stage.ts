/**
 * @module
 * A stage for tests of plays: everything real but time. Temporal's time-skipping server, the worker, the HTTP server with
 * its Slack endpoint, the store, the local inbox with its mailbox. People answer by signed clicks.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, WorkflowFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { FastifyBaseLogger } from 'fastify';
import { startTimeSkipping } from '../temporal-dev';
import { startInbox, type Inbox, type InboxMail, type InboxMessage } from '../temporal-dev/inbox';
import { startApp, type App } from '../src/app';
import { readConfig, Secret } from '../src/config';
import { accountFileSchema, type Account } from '../src/domain/account';
import type { AccountEvent } from '../src/domain/events';
import { runIdOf, type PlayRequest, type PlayResult, type PlayStatus } from '../src/domain/play-messages';
import { SEARCH_ATTRIBUTE_TYPES } from '../src/domain/search-attributes';
import { PLAYS_QUEUE } from '../src/domain/task-queues';
import { waitMs } from '../src/domain/waits';
import { openStore, type Store } from '../src/store';
import { quietTemporal, type WorkflowBundle } from '../src/worker';
import { loadTestBundle } from './bundle';
import { Replayer } from './replayer';
import { answerCard, hasButtons } from '../src/cli/demo/cards';

const EXAMPLE = join(__dirname, '..', 'examples', 'acme.json');
/** With which tests send events. */
export const WRITE_KEY = 'test-write-key';
const PATIENCE = 2_000;
const PATIENCE_MS = 30_000;
const MAX_DEADLINES = 60;
const ODD_MS = 1_234;

export const PEOPLE = {
  csm: 'dana.reyes@playmaker.example',
  'cs-manager': 'marcus.hill@playmaker.example',
  ae: 'priya.nair@playmaker.example',
  'sales-manager': 'sofia.lindqvist@playmaker.example',
  'support-lead': 'tom.becker@playmaker.example',
} as const;

export interface Reply {
  readonly reason?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export interface StageOptions {
  /** Other plays than those of the catalogue. */
  readonly bundle?: WorkflowBundle;
  /** Another token than the one Slack knows. */
  readonly slackToken?: string;
  /** Slack delivers over a socket that the process opens, not over HTTP. */
  readonly socketMode?: boolean;
  /** The file with house rules. */
  readonly rules?: object;
  /** Where the server listens, and links in mails lead; a free port when absent, and links then lead nowhere. */
  readonly port?: number;
  /** Hears what operations would; nobody when absent. */
  readonly logger?: FastifyBaseLogger;
  /** The store as the process sees it, with faults. */
  readonly faulty?: (store: Store) => Store;
}

export class Stage {
  private constructor(
    readonly env: TestWorkflowEnvironment,
    readonly inbox: Inbox,
    readonly app: App,
    readonly store: Store,
    private readonly dataDir: string,
    bundle: WorkflowBundle,
    private virtual: { now: number },
  ) {
    this.plain = new Client({ connection: env.connection, namespace: env.namespace });
    this.replayer = new Replayer(bundle);
  }

  /**
   * A client that lets no time pass while it awaits a result: the time-skipping one would go on to the server's own
   * time-outs, years ahead, between the end of a run and its hearing of it.
   */
  private readonly plain: Client;
  private readonly replayer: Replayer;

  private accounts = 0;
  private events = 0;

  static async open(options: StageOptions = {}): Promise<Stage> {
    quietTemporal();
    const bundle = options.bundle ?? (await loadTestBundle());
    const dataDir = await mkdtemp(join(tmpdir(), 'playmaker-test-'));
    const [env, sound] = await Promise.all([
      startTimeSkipping({ searchAttributes: SEARCH_ATTRIBUTE_TYPES }),
      openStore({}),
    ]);
    const store = options.faulty?.(sound) ?? sound;
    if (options.rules) await writeFile(join(dataDir, 'rules.json'), JSON.stringify(options.rules));
    const virtual = { now: await env.currentTimeMs() };
    const people = accountFileSchema.parse(JSON.parse(await readFile(EXAMPLE, 'utf8'))).people;
    const inbox = await startInbox({
      people: people.map(({ name, email, timeZone }, index) => ({ id: `U0${index}`, name, email, tz: timeZone })),
    });
    const app = await startApp({
      config: {
        ...readConfig({
          NODE_ENV: 'test',
          PLAYMAKER_DATA_DIR: dataDir,
          SEGMENT_WRITE_KEYS: WRITE_KEY,
          ...(options.port !== undefined && { PORT: String(options.port) }),
        }),
        messagesPerSecond: 1000,
      },
      temporal: { client: env.client, connection: env.nativeConnection, namespace: env.namespace },
      slack: {
        botToken: new Secret(options.slackToken ?? inbox.botToken),
        signingSecret: new Secret(inbox.signingSecret),
        appToken: options.socketMode ? new Secret(inbox.appToken) : undefined,
        apiUrl: inbox.slackApiUrl,
      },
      mail: { smtpUrl: new Secret(inbox.smtpUrl), from: 'Playmaker <plays@playmaker.example>' },
      inboundMail: { port: 0 },
      apiKeys: [{ name: 'test', role: 'admin', secret: new Secret('test-key-test-key-test-key') }],
      port: options.port ?? 0,
      logger: options.logger,
      store,
      bundle,
      now: () => new Date(virtual.now),
    });
    inbox.setInteractionsUrl(`${app.url}/slack/interactions`);
    inbox.setRepliesUrl(`smtp://127.0.0.1:${app.inboundMailPort}`);
    if (options.socketMode) await inbox.until(() => inbox.socket.connections() > 0);
    for (const person of people) await store.people.save(person);
    return new Stage(env, inbox, app, store, dataDir, bundle, virtual);
  }

  /** Writes the file with house rules; it counts from the next look at it. */
  async setRules(rules: object): Promise<void> {
    await writeFile(join(this.dataDir, 'rules.json'), JSON.stringify(rules));
  }

  async close(): Promise<void> {
    await this.replayer.stop();
    await this.app.stop();
    await this.store.close();
    await this.inbox.stop();
    await this.env.teardown();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Virtual time: it passes as real time does, and jumps in `skip` and `result`. */
  async time(): Promise<string> {
    this.virtual.now = await this.env.currentTimeMs();
    return new Date(this.virtual.now).toISOString();
  }

  /** A fresh account with a name of its own, so that what its people receive can be told apart. */
  async account(change: (account: Account) => Account = (same) => same): Promise<Account> {
    const number = (this.accounts += 1);
    const [example] = accountFileSchema.parse(JSON.parse(await readFile(EXAMPLE, 'utf8'))).accounts;
    const joinedAt = new Date(this.virtual.now - 9 * 86_400_000).toISOString();
    const account = change({
      ...example!,
      id: `acme-${number}`,
      name: `Acme ${number} Logistics`,
      contacts: example!.contacts.map((contact) =>
        contact.id === 'olivia-grant' ? { ...contact, joinedAt, email: `olivia.${number}@acme.example` } : contact,
      ),
    });
    await this.store.accounts.save(account, new Date(this.virtual.now).toISOString());
    return account;
  }

  /**
   * Lets virtual time pass; what falls due in it happens. It ends at an odd moment: of a timer that falls due in the very
   * moment in which a skip ends, the time-skipping server now and then tells nobody.
   */
  async skip(duration: `${number} ${'days' | 'hours' | 'minutes'}`): Promise<void> {
    await this.sleep(waitMs(duration) + ODD_MS);
    await this.time();
  }

  /** Skips to the next first Monday of March, nine in the morning in New York: no holiday there until the end of May. */
  async spring(): Promise<void> {
    const now = Date.parse(await this.time());
    const mondays = [0, 1].map((later) => firstMondayOfMarch(new Date(now).getUTCFullYear() + later));
    await this.sleep(mondays.find((monday) => monday > now)! - now);
    await this.time();
  }

  /** Lets virtual time pass, and fails when the server does not say within a while that it has. */
  private sleep(ms: number): Promise<void> {
    return this.env.connection.withDeadline(Date.now() + PATIENCE_MS, () => this.env.sleep(ms));
  }

  /** Starts a play that is not in the catalogue, by its workflow type. */
  async begin(play: string, account: Account, input: unknown = {}, key = '1'): Promise<string> {
    const request: PlayRequest = { version: 1, accountId: account.id, key, input, requestedBy: 'a test' };
    const workflowId = runIdOf(play, account.id, request.key);
    await this.plain.workflow.start(play, { workflowId, taskQueue: PLAYS_QUEUE, args: [request] });
    return workflowId;
  }

  /** Runs the code against the recorded history: what it does now has to be what it did. */
  async replay(runId: string): Promise<void> {
    const history = await this.plain.workflow.getHandle(runId).fetchHistory();
    await this.replayer.replay({ workflowId: runId, history });
  }

  status(runId: string): Promise<PlayStatus> {
    return this.env.client.workflow.getHandle(runId).query<PlayStatus>('status');
  }

  /** The status once it is as described; fails with the last one seen. */
  async until(runId: string, described: (status: PlayStatus) => boolean): Promise<PlayStatus> {
    let status = await this.status(runId);
    for (let look = 0; look < PATIENCE && !described(status); look += 1) status = await this.status(runId);
    if (!described(status))
      throw new Error(`The play did not get there. Last seen: ${JSON.stringify(status, null, 1)}`);
    return status;
  }

  /** The result of a run that ends by itself now, without any time passing. */
  async ended(runId: string): Promise<PlayResult> {
    const handle = this.plain.workflow.getHandle(runId);
    try {
      return (await this.plain.withDeadline(Date.now() + PATIENCE_MS, () => handle.result())) as PlayResult;
    } catch (error) {
      if (error instanceof WorkflowFailedError) throw error;
      const { waitingFor, timeline } = await this.status(runId);
      throw new Error(`The run did not end: ${JSON.stringify({ waitingFor, timeline }, null, 1)}`, { cause: error });
    }
  }

  /** Lets time pass from deadline to deadline until the run has ended. */
  async result(runId: string): Promise<PlayResult> {
    for (let deadline = 0; deadline < MAX_DEADLINES; deadline += 1) {
      const { result, waitingFor } = await this.until(runId, (status) => Boolean(status.result ?? status.waitingFor));
      if (result || !waitingFor) return this.ended(runId);
      const left = Date.parse(waitingFor.until) - Date.parse(await this.time());
      await this.sleep(Math.max(left, 0) + 60_000);
    }
    throw new Error(`The run did not end within ${MAX_DEADLINES} deadlines.`);
  }

  /** What somebody of ours received about an account, oldest first. */
  messages(to: string, account: Account): InboxMessage[] {
    return this.inbox
      .messages({ to })
      .filter((message) => JSON.stringify([message.text, message.blocks]).includes(account.name));
  }

  mails(to: string): InboxMail[] {
    return this.inbox.mails({ to });
  }

  /** The newest card of the account in front of somebody that still has buttons, as soon as there is one. */
  card(to: string, account: Account, about: RegExp = /./): Promise<InboxMessage> {
    return this.inbox.until(() =>
      this.messages(to, account)
        .reverse()
        .find((message) => hasButtons(message) && about.test(JSON.stringify(message.blocks))),
    );
  }

  /** Presses a button of the newest card, fills the dialog, and returns when the card shows the outcome. */
  async choose(as: string, account: Account, choice: string, reply: Reply = {}, about?: RegExp): Promise<void> {
    const card = await this.card(as, account, about);
    await answerCard(this.inbox, { as, card, choice, ...reply });
  }

  async event(runId: string, event: Pick<AccountEvent, 'type'> & Partial<AccountEvent>): Promise<void> {
    this.events += 1;
    const [, , accountId] = runId.split('/');
    const whole = { id: `event-${this.events}`, accountId: accountId!, at: await this.time(), data: {}, ...event };
    await this.env.client.workflow.getHandle(runId).signal('event', whole);
  }

  /** The newest document of a run. */
  async document(runId: string) {
    const documents = await this.store.documents.list({ runId });
    return [...documents].sort((a, b) => a.version - b.version).at(-1)!;
  }
}

function firstMondayOfMarch(year: number): number {
  const weekday = new Date(Date.UTC(year, 2, 1)).getUTCDay();
  return Date.UTC(year, 2, 1 + ((8 - weekday) % 7), 14);
}

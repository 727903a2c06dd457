import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { startTimeSkipping } from '../../temporal-dev';
import { startInbox, type Inbox } from '../../temporal-dev/inbox';
import { startApp, type App } from '../../src/app';
import { readConfig, Secret } from '../../src/config';
import type { Person } from '../../src/domain/account';
import { SEARCH_ATTRIBUTE_TYPES } from '../../src/domain/search-attributes';
import { openStore, type Store } from '../../src/store';
import { Failures } from './failures';

/** With which the customers' systems send events. */
export const WRITE_KEY = 'simulation-write-key';
const PATIENCE_MS = 10 * 60_000;

/** Everything real but time: Temporal's time-skipping server, the worker, the HTTP server, the store, the local inbox. */
export class Ground {
  private constructor(
    private readonly env: TestWorkflowEnvironment,
    readonly inbox: Inbox,
    readonly app: App,
    readonly store: Store,
    private readonly clock: { now: number },
    readonly failures: Failures,
    private readonly dataDir: string,
  ) {
    this.temporal = new Client({ connection: env.connection, namespace: env.namespace });
  }

  /** Lets no time pass while it awaits something. */
  readonly temporal: Client;

  /** Begins on the first Monday of January, so that a seed has the same holidays all year long. */
  static async open(people: (start: number) => readonly Person[], say: (line: string) => void): Promise<Ground> {
    const failures = new Failures();
    failures.listen();
    const dataDir = await mkdtemp(join(tmpdir(), 'playmaker-simulation-'));
    const env = await startTimeSkipping({ searchAttributes: SEARCH_ATTRIBUTE_TYPES, progress: say });
    await env.sleep(untilJanuary(await env.currentTimeMs()));
    const clock = { now: await env.currentTimeMs() };
    const now = () => new Date(clock.now);
    const inbox = await startInbox({
      now,
      // No time passes while a mail is on its way: this is the very moment in which it arrives.
      mailTime: async () => new Date(await env.currentTimeMs()),
      people: people(clock.now).map(({ name, email, timeZone }, index) => ({
        id: `U${index}`,
        name,
        email,
        tz: timeZone,
      })),
    });
    const store = await openStore({});
    const app = await startApp({
      config: {
        ...readConfig({ NODE_ENV: 'test', PLAYMAKER_DATA_DIR: dataDir, SEGMENT_WRITE_KEYS: WRITE_KEY }),
        messagesPerSecond: 1000,
      },
      temporal: { client: env.client, connection: env.nativeConnection, namespace: env.namespace },
      slack: {
        botToken: new Secret(inbox.botToken),
        signingSecret: new Secret(inbox.signingSecret),
        apiUrl: inbox.slackApiUrl,
      },
      mail: { smtpUrl: new Secret(inbox.smtpUrl), from: 'Playmaker <plays@playmaker.example>' },
      inboundMail: { port: 0 },
      apiKeys: [{ name: 'simulation', role: 'admin', secret: new Secret('simulation-simulation-simulation') }],
      port: 0,
      logger: pino({ level: 'error' }, { write: (line: string) => failures.add(line.trim()) }),
      store,
      now,
    });
    inbox.setInteractionsUrl(`${app.url}/slack/interactions`);
    inbox.setRepliesUrl(`smtp://127.0.0.1:${app.inboundMailPort}`);
    return new Ground(env, inbox, app, store, clock, failures, dataDir);
  }

  /** Virtual time, in milliseconds, as it was after the last skip. */
  get now(): number {
    return this.clock.now;
  }

  /** Lets virtual time pass; what falls due in it happens. */
  async skip(ms: number): Promise<void> {
    await this.env.connection.withDeadline(Date.now() + PATIENCE_MS, () => this.env.sleep(ms));
    await this.look();
  }

  /** Takes note of what time it is: it also passes while something is done. */
  async look(): Promise<void> {
    this.clock.now = await this.env.currentTimeMs();
  }

  async close(): Promise<void> {
    await this.app.stop();
    await this.store.close();
    await this.inbox.stop();
    await this.env.teardown();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

function untilJanuary(now: number): number {
  const year = new Date(now).getUTCFullYear() + 1;
  const weekday = new Date(Date.UTC(year, 0, 1)).getUTCDay();
  return Date.UTC(year, 0, 1 + ((8 - weekday) % 7), 1, 3, 21, 707) - now;
}

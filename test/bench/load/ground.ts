import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTemporal, startApp, type App } from '../../../src/app';
import { loadExample } from '../../../src/cli/example';
import { readConfig, Secret } from '../../../src/config';
import type { AccountFile } from '../../../src/domain/account';
import { SEARCH_ATTRIBUTE_TYPES } from '../../../src/domain/search-attributes';
import type { WorkflowBundle } from '../../../src/worker';
import { startDevServer } from '../../../temporal-dev';
import { startInbox, type Inbox } from '../../../temporal-dev/inbox';

const WRITE_KEY = 'bench-write-key';
const ACCOUNTS_AT_ONCE = 50;

/** Everything real on one machine: Temporal's dev server, worker, HTTP server, store, and the local inbox as Slack. */
export interface Ground {
  readonly app: App;
  readonly inbox: Inbox;
  readonly writeKey: string;
  readonly example: AccountFile;
  /** Of Temporal's dev server. */
  readonly temporalPid: number | undefined;
  /** Loads accounts over HTTP, and resolves when all of them are evaluated. */
  load(file: AccountFile, loaded?: (accounts: number) => void): Promise<void>;
  close(): Promise<void>;
}

export interface GroundOptions {
  /** PGlite in a temporary folder when absent. */
  readonly databaseUrl?: string;
  readonly messagesPerSecond?: number;
  readonly bundle?: WorkflowBundle;
  readonly progress: (line: string) => void;
}

/** Starts all of it. What was started is ended again when something does not start. */
export async function openGround(options: GroundOptions): Promise<Ground> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'playmaker-bench-'));
    closers.push(() => rm(dataDir, { recursive: true, force: true }));
    const server = await startDevServer({ searchAttributes: SEARCH_ATTRIBUTE_TYPES, progress: options.progress });
    closers.push(() => server.stop());
    const temporal = await connectTemporal({ address: server.address }, server.namespace);
    closers.push(() => temporal.close());
    const example = await loadExample(Date.now());
    const inbox = await startInbox({ people: inSlack(example) });
    closers.push(() => inbox.stop());
    const app = await startApp({ ...settings(options, dataDir, inbox), temporal, bundle: options.bundle });
    closers.push(() => app.stop());
    inbox.setInteractionsUrl(`${app.url}/slack/interactions`);
    const load: Ground['load'] = (file, loaded) => loadInto(app, file, loaded);
    return { app, inbox, writeKey: WRITE_KEY, example, temporalPid: server.pid, load, close };
  } catch (error) {
    // The first failure is the one to tell.
    await close().catch(() => undefined);
    throw error;
  }
}

function settings({ databaseUrl, messagesPerSecond }: GroundOptions, dataDir: string, inbox: Inbox) {
  const variables = { PLAYMAKER_DATA_DIR: dataDir, SEGMENT_WRITE_KEYS: WRITE_KEY, DATABASE_URL: databaseUrl };
  const config = readConfig(variables);
  return {
    config: messagesPerSecond === undefined ? config : { ...config, messagesPerSecond },
    slack: {
      botToken: new Secret(inbox.botToken),
      signingSecret: new Secret(inbox.signingSecret),
      apiUrl: inbox.slackApiUrl,
    },
    mail: { smtpUrl: new Secret(inbox.smtpUrl), from: 'Playmaker <plays@playmaker.example>' },
    apiKeys: [{ name: 'bench', role: 'admin', secret: new Secret('bench-key-bench-key-bench-key') }] as const,
    port: 0,
  };
}

const inSlack = ({ people }: AccountFile) =>
  people.map(({ name, email, timeZone }, index) => ({ id: `U0BENCH${index}`, name, email, tz: timeZone }));

async function loadInto({ client, accounts }: App, file: AccountFile, loaded?: (done: number) => void): Promise<void> {
  for (let from = 0; from < file.accounts.length; from += ACCOUNTS_AT_ONCE) {
    const some = file.accounts.slice(from, from + ACCOUNTS_AT_ONCE);
    await client.loadAccounts({ people: from === 0 ? file.people : [], accounts: some });
    loaded?.(from + some.length);
  }
  await accounts.settled();
}

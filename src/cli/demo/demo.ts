import { mkdir } from 'node:fs/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startTimeSkipping } from '../../../temporal-dev';
import { startInbox, type Inbox } from '../../../temporal-dev/inbox';
import { startApp, type App } from '../../app';
import { ensureDevApiKey, readConfig, Secret } from '../../config';
import type { AccountFile } from '../../domain/account';
import type { PlayResult } from '../../domain/play-messages';
import { SEARCH_ATTRIBUTE_TYPES } from '../../domain/search-attributes';
import { openStore } from '../../store';
import { quietTemporal } from '../../worker';
import { loadExample } from '../example';
import { Cast } from './cast';
import { Narrator } from './narrator';
import type { Story } from './stories';
import { Stream } from './stream';
import { summaryOf } from './summary';

const HOUR = 3_600_000;
const STEP = 3 * HOUR;
const DAY = 24 * HOUR;
const MAX_DAYS = 200;
const MAIL_FROM = 'Playmaker <plays@playmaker.example>';
const CHANNEL = '#customer-success';
const WRITE_KEY = 'demo-write-key';

/** What a run of the demo needs. */
export interface DemoOptions {
  readonly story: Story;
  /** Where documents are left; made when missing. */
  readonly dataDir: string;
  readonly write: (text: string) => void;
}

/**
 * Runs a story of Acme Logistics over its virtual weeks: the real worker, HTTP server, store, Slack messages and mails, on
 * Temporal's time-skipping server. A stream of Segment calls over HTTP is all that starts something; people answer by
 * signed clicks. Answers how the story's play ended.
 */
export async function runDemo({ story, dataDir, write }: DemoOptions): Promise<PlayResult> {
  write('Starting Temporal, the store, the local inbox and playmaker…\n');
  quietTemporal({ native: true });
  const env = await startTimeSkipping({
    searchAttributes: SEARCH_ATTRIBUTE_TYPES,
    progress: (line) => write(`  ${line}\n`),
  });
  await env.sleep(untilMonday(await env.currentTimeMs()));
  const clock = { now: await env.currentTimeMs() };
  const now = () => new Date(clock.now);
  const file = story.before(await loadExample(clock.now));
  const inbox = await startInbox({
    people: file.people.map(({ name, email, timeZone }, index) => ({
      id: `U0DEMO${index}`,
      name,
      email,
      tz: timeZone,
    })),
    now,
  });
  inbox.addChannel(CHANNEL);
  await mkdir(dataDir, { recursive: true });
  const store = await openStore({});
  const app = await startApp({
    config: readConfig({ PLAYMAKER_DATA_DIR: dataDir, SEGMENT_WRITE_KEYS: WRITE_KEY }),
    temporal: { client: env.client, connection: env.nativeConnection, namespace: env.namespace },
    slack: {
      botToken: new Secret(inbox.botToken),
      signingSecret: new Secret(inbox.signingSecret),
      apiUrl: inbox.slackApiUrl,
    },
    mail: { smtpUrl: new Secret(inbox.smtpUrl), from: MAIL_FROM },
    defaultChannel: CHANNEL,
    apiKeys: [ensureDevApiKey(dataDir)],
    port: 0,
    store,
    now,
  });
  inbox.setInteractionsUrl(`${app.url}/slack/interactions`);
  try {
    const stream = await Stream.open(story.name, { app, writeKey: WRITE_KEY, start: clock.now });
    return await new Demo({ story, env, clock, inbox, app, file, stream, write }).play(dataDir);
  } finally {
    await app.stop();
    await store.close();
    await inbox.stop();
    await env.teardown();
  }
}

/** Milliseconds until the next Monday, 14:00 UTC: morning for everybody in the story. */
function untilMonday(now: number): number {
  const date = new Date(now);
  const days = (8 - date.getUTCDay()) % 7 || 7;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + days, 14) - now;
}

interface Scene {
  readonly story: Story;
  readonly env: TestWorkflowEnvironment;
  readonly clock: { now: number };
  readonly inbox: Inbox;
  readonly app: App;
  readonly file: AccountFile;
  readonly stream: Stream;
  readonly write: (text: string) => void;
}

class Demo {
  private readonly narrator: Narrator;
  private readonly cast: Cast;
  private readonly began: number;
  private swept = 0;

  constructor(private readonly scene: Scene) {
    const { story, clock, file, inbox, write } = scene;
    const [account] = file.accounts;
    this.narrator = new Narrator(write, new Date(clock.now).toISOString(), account!.timeZone);
    this.cast = new Cast(story.parts, inbox, file.people);
    this.began = clock.now;
  }

  async play(dataDir: string): Promise<PlayResult> {
    const { story, app, file, clock, env, inbox, write } = this.scene;
    await app.client.loadAccounts(file);
    write(`\n${story.opening}\n`);
    for (;;) {
      await this.happen();
      const runs = await this.narrator.tell(app, file.accounts[0]!.id);
      const run = runs.find(({ play, result }) => play === story.name && result);
      if (run?.result) {
        write(await summaryOf({ app, inbox, dataDir, channel: CHANNEL, runId: run.runId, result: run.result }));
        return run.result;
      }
      if (clock.now - this.began > MAX_DAYS * DAY) throw new Error(`The story did not end within ${MAX_DAYS} days.`);
      await this.cast.act(clock.now);
      await env.sleep(STEP);
      clock.now = await env.currentTimeMs();
    }
  }

  /** What the stream brings now, and once a day what time alone brings. */
  private async happen(): Promise<void> {
    const { app, clock, stream } = this.scene;
    const said = await stream.send(clock.now, this.narrator.phases);
    for (const what of said) this.narrator.aside(new Date(clock.now).toISOString(), `${what}.`);
    const day = Math.floor(clock.now / DAY);
    if (day !== this.swept) await app.accounts.sweep();
    else await app.accounts.settled();
    this.swept = day;
  }
}

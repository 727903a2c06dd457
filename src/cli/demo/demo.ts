import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startTimeSkipping } from '../../../temporal-dev';
import { startInbox, type Inbox, type InboxMessage } from '../../../temporal-dev/inbox';
import { startApp, type App } from '../../app';
import { ensureDevApiKey, readConfig, Secret } from '../../config';
import type { AccountFile } from '../../domain/account';
import { isWorkingMoment } from '../../domain/business-time';
import type { PlayStatus } from '../../domain/play-messages';
import { SEARCH_ATTRIBUTE_TYPES } from '../../domain/search-attributes';
import { openStore } from '../../store';
import { quietTemporal } from '../../worker';
import { loadExample } from '../example';
import { answerCard, hasButtons } from './cards';
import { HAPPENINGS, PARTS, type Part } from './cast';
import { Narrator } from './narrator';

const HOUR = 3_600_000;
const STEP = 3 * HOUR;
const MAX_DAYS = 120;
const MAIL_FROM = 'Playmaker <plays@playmaker.example>';

/** What a run of the demo needs. */
export interface DemoOptions {
  /** Where documents are left; made when missing. */
  readonly dataDir: string;
  readonly write: (text: string) => void;
}

/** A part somebody is going to play. */
interface Cue {
  readonly at: number;
  readonly part: Part;
  readonly message: InboxMessage;
}

/**
 * Runs the expansion of Acme Logistics over its virtual weeks: the real worker, HTTP server, store, Slack messages and
 * mails, on Temporal's time-skipping server. People answer by signed clicks. Answers how the play ended.
 */
export async function runDemo({ dataDir, write }: DemoOptions): Promise<NonNullable<PlayStatus['result']>> {
  write('Starting Temporal, the store, the local inbox and playmaker…\n');
  quietTemporal();
  const env = await startTimeSkipping({
    searchAttributes: SEARCH_ATTRIBUTE_TYPES,
    progress: (line) => write(`  ${line}\n`),
  });
  await env.sleep(untilMonday(await env.currentTimeMs()));
  const clock = { now: await env.currentTimeMs() };
  const now = () => new Date(clock.now);
  const file = await loadExample(clock.now);
  const inbox = await startInbox({
    people: file.people.map(({ name, email, timeZone }, index) => ({
      id: `U0DEMO${index}`,
      name,
      email,
      tz: timeZone,
    })),
    now,
  });
  await mkdir(dataDir, { recursive: true });
  const store = await openStore({});
  const app = await startApp({
    config: { ...readConfig({}), dataDir },
    temporal: { client: env.client, connection: env.nativeConnection, namespace: env.namespace },
    slack: {
      botToken: new Secret(inbox.botToken),
      signingSecret: new Secret(inbox.signingSecret),
      apiUrl: inbox.slackApiUrl,
    },
    mail: { smtpUrl: new Secret(inbox.smtpUrl), from: MAIL_FROM },
    apiKeys: [ensureDevApiKey(dataDir)],
    port: 0,
    store,
    now,
  });
  inbox.setInteractionsUrl(`${app.url}/slack/interactions`);
  try {
    return await new Demo(env, clock, inbox, app, file, write).play(dataDir);
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

class Demo {
  private readonly cues: Cue[] = [];
  private readonly seen = new Set<string>();
  private readonly due = new Map<string, number>();
  private told = 0;

  constructor(
    private readonly env: TestWorkflowEnvironment,
    private readonly clock: { now: number },
    private readonly inbox: Inbox,
    private readonly app: App,
    private readonly file: AccountFile,
    private readonly write: (text: string) => void,
  ) {}

  async play(dataDir: string): Promise<NonNullable<PlayStatus['result']>> {
    const { client } = this.app;
    const account = this.file.accounts[0]!;
    await client.loadAccounts(this.file);
    const run = await client.start('expansion', {
      accountId: account.id,
      input: { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days', leader: 'olivia-grant' },
    });
    this.write(`\n${account.name}: 94 of 100 seats in use, and Olivia Grant has just joined as VP of Operations.\n`);
    const narrator = new Narrator(this.write, new Date(this.clock.now).toISOString(), account.timeZone);
    const end = this.clock.now + MAX_DAYS * 24 * HOUR;
    for (;;) {
      const status = await this.tell(run.runId, narrator);
      if (status.result) {
        await this.summarize(run.runId, dataDir, status.result);
        return status.result;
      }
      if (this.clock.now > end)
        throw new Error(`The play did not end within ${MAX_DAYS} days; it stands at ${status.phase}.`);
      await this.act(status, narrator);
      await this.env.sleep(STEP);
      this.clock.now = await this.env.currentTimeMs();
    }
  }

  /** Prints what is new in the run's timeline. */
  private async tell(runId: string, narrator: Narrator): Promise<PlayStatus> {
    const status = await this.env.client.workflow.getHandle(runId).query<PlayStatus>('status');
    for (const entry of status.timeline.slice(this.told)) narrator.entry(entry);
    this.told = status.timeline.length;
    return status;
  }

  /** Lets people answer and the customer do what falls due now. */
  private async act(status: PlayStatus, narrator: Narrator): Promise<void> {
    this.findCues();
    const playable = this.cues.filter(({ at, part }) => at <= this.clock.now && this.working(part.who));
    for (const cue of playable) {
      this.cues.splice(this.cues.indexOf(cue), 1);
      await this.answer(cue);
    }
    await this.happen(status, narrator);
  }

  private findCues(): void {
    for (const part of PARTS) {
      for (const message of this.inbox.messages({ to: part.who })) {
        if (!hasButtons(message) || this.seen.has(message.ts)) continue;
        if (!part.when.test(JSON.stringify(message.blocks))) continue;
        this.seen.add(message.ts);
        this.cues.push({ at: this.clock.now + part.afterHours * HOUR, part, message });
      }
    }
  }

  private working(email: string): boolean {
    const person = this.file.people.find((candidate) => candidate.email === email)!;
    return isWorkingMoment(new Date(this.clock.now).toISOString(), person);
  }

  private answer({ part: { who, ...answer }, message }: Cue): Promise<void> {
    return answerCard(this.inbox, { as: who, card: message, ...answer });
  }

  private async happen(status: PlayStatus, narrator: Narrator): Promise<void> {
    const accountId = status.accountId;
    for (const [index, happening] of HAPPENINGS.entries()) {
      const key = `${status.phase}-${index}`;
      if (happening.phase !== status.phase) continue;
      if (!this.due.has(key)) this.due.set(key, this.clock.now + happening.afterDays * 24 * HOUR);
      if (this.due.get(key)! > this.clock.now) continue;
      this.due.set(key, Infinity);
      const at = new Date(this.clock.now).toISOString();
      const documents = await this.app.store.documents.list({ runId: status.runId });
      const entity = happening.aboutProposal ? documents[0]?.documentId : undefined;
      narrator.aside(at, `${happening.what}.`);
      await this.app.client.signal(status.runId, {
        id: `demo-${key}`,
        accountId,
        at,
        data: {},
        entity,
        ...happening.event,
      });
    }
  }

  private async summarize(runId: string, dataDir: string, result: NonNullable<PlayStatus['result']>): Promise<void> {
    const { store } = this.app;
    const documents = await store.documents.list({ runId });
    const meetings = await store.meetings.list({ runId });
    const decisions = await store.ledger.list({ runId, kind: 'decision' });
    const mails = this.inbox.mails();
    const lines = [
      '',
      `The play ended: ${result.outcome}. ${result.reason}`,
      '',
      'What it made',
      ...documents.flatMap(({ version, files }) =>
        [files.html, files.docx].map(
          (file) => `  proposal v${version}   ${relative(process.cwd(), join(dataDir, file))}`,
        ),
      ),
      ...meetings.map(({ title, startsAt }) => `  invitation    “${title}”, ${startsAt.slice(0, 10)}`),
      `  messages      ${this.inbox.messages().length} in Slack, ${mails.length} by e-mail`,
      ...decisions.map(({ by, what, at }) => `  decision      ${at.slice(0, 10)}  ${by}: ${what}`),
      '',
      'What to try next',
      '  npm start                      the same for real: open the inbox page and answer yourself',
      '  npx playmaker --help           start, watch, pause and stop plays from the command line',
      '  plays/expansion/workflow.ts    the play you have just watched',
      '',
    ];
    this.write(lines.join('\n'));
  }
}

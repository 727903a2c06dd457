/**
 * @module
 * The fault run: many expansions at once on Temporal's dev server, while playmaker's process is killed again and again
 * (SIGKILL) and Slack and the mail server misbehave. Everything must end as it should, every message and invitation
 * exactly once, every mail once by its Message-ID. Prints the counts; exits with 1 when one is off.
 *
 *   npm run faults                          50 runs
 *   npm run faults -- --runs 10 --seed 7    a smaller run that can be repeated
 */
import { randomInt } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { startDevServer } from '../../temporal-dev';
import { startInbox } from '../../temporal-dev/inbox';
import { packageRoot } from '../../src/app';
import { accountFileSchema, type Account } from '../../src/domain/account';
import { PLAY_MESSAGES, runIdOf, type PlayRequest, type PlayResult } from '../../src/domain/play-messages';
import { SEARCH_ATTRIBUTE_TYPES } from '../../src/domain/search-attributes';
import { PLAYS_QUEUE } from '../../src/domain/task-queues';
import { openStore } from '../../src/store';
import { startPostgres } from '../postgres';
import { hasButtons } from '../../src/cli/demo/cards';
import { answerEverything } from './people';
import { startKilling } from './killing';
import { report } from './report';

/** A business day of the play lasts this long: long enough for answers to arrive through the faults. */
const DAY_SECONDS = 90;
const FAULTS = { rateLimited: 0.05, serverError: 0.05, hang: 0.01, dropAfterAccept: 0.05, retryAfterSeconds: 1 };
const GIVE_UP_MS = 20 * 60_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '50' }, seed: { type: 'string' } } });
  const runs = Number(values.runs);
  const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed);
  process.stdout.write(`Fault run: ${runs} expansions, seed ${seed}\n`);
  const dataDir = await mkdtemp(join(tmpdir(), 'playmaker-faults-'));
  const closers: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  try {
    const postgres = await startPostgres();
    if (!postgres)
      throw new Error('The fault run needs PostgreSQL, because the process that holds the store is killed.');
    closers.push(() => postgres.stop());
    const store = await openStore({ databaseUrl: postgres.url });
    closers.push(() => store.close());
    const temporal = await startDevServer({
      searchAttributes: SEARCH_ATTRIBUTE_TYPES,
      progress: (line) => process.stdout.write(`${line}\n`),
    });
    closers.push(() => temporal.stop());

    const { people, accounts } = await manyAccounts(runs);
    for (const person of people) await store.people.save(person);
    for (const account of accounts) await store.accounts.save(account);
    const inbox = await startInbox({
      people: people.map(({ name, email }, index) => ({ id: `U0FAULT${index}`, name, email })),
    });
    closers.push(() => inbox.stop());
    inbox.faults.set({ slack: FAULTS, smtp: FAULTS, seed });
    const killer = await startKilling(seed, inbox, {
      TEMPORAL_ADDRESS: temporal.address,
      DATABASE_URL: postgres.url,
      PLAYMAKER_DATA_DIR: dataDir,
      PLAYMAKER_WAIT_SCALE: String(DAY_SECONDS / 86_400),
      PLAYMAKER_MESSAGES_PER_SECOND: '200',
      PLAYMAKER_API_KEYS: 'faults:admin:faults-faults-faults-faults',
      SLACK_BOT_TOKEN: inbox.botToken,
      SLACK_SIGNING_SECRET: inbox.signingSecret,
      SLACK_API_URL: inbox.slackApiUrl,
      SMTP_URL: inbox.smtpUrl,
      MAIL_FROM: 'Playmaker <plays@playmaker.example>',
    });
    closers.push(() => killer.stop());
    const sendHome = answerEverything(
      inbox,
      people.map(({ email }) => email),
    );

    const connection = await Connection.connect({ address: temporal.address });
    closers.push(() => connection.close());
    const client = new Client({ connection });
    const started = Date.now();
    const results = await Promise.race([
      Promise.all(accounts.map((account) => runOne(client, account))),
      pause(GIVE_UP_MS, undefined, { ref: false }).then(() => {
        throw new Error(`Not all runs ended within ${GIVE_UP_MS / 60_000} minutes.`);
      }),
    ]);
    const seconds = Math.round((Date.now() - started) / 1000);
    await sendHome();
    const kills = killer.kills();
    const failures = await report({ inbox, store, results, kills, seconds, hasButtons });
    if (failures > 0) process.exitCode = 1;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function manyAccounts(count: number) {
  const file = accountFileSchema.parse(
    JSON.parse(await readFile(join(packageRoot(), 'examples', 'acme.json'), 'utf8')),
  );
  const [example] = file.accounts;
  const accounts = Array.from({ length: count }, (_, index) => ({
    ...example!,
    id: `acme-${index}`,
    name: `Acme ${index} Logistics`,
    contacts: example!.contacts.map((contact) => ({ ...contact, email: contact.email.replace('@', `.${index}@`) })),
  }));
  return { people: file.people, accounts };
}

/** One expansion from start to end. What the customer does is known from the start: a play hears facts early. */
async function runOne(
  client: Client,
  account: Account,
): Promise<{ runId: string; result: PlayResult; events: number }> {
  const key = 'faults';
  const runId = runIdOf('expansion', account.id, key);
  const request: PlayRequest = {
    version: 1,
    accountId: account.id,
    key,
    input: { limit: 'seats', used: 94, allowed: 100, leader: 'olivia-grant' },
    requestedBy: 'the fault run',
  };
  const handle = await client.workflow.start('expansion', {
    workflowId: runId,
    taskQueue: PLAYS_QUEUE,
    args: [request],
  });
  const fact = { accountId: account.id, at: new Date().toISOString(), data: {} };
  await handle.signal(PLAY_MESSAGES.event, {
    ...fact,
    id: 'engaged',
    type: 'content.engaged',
    contactId: 'olivia-grant',
  });
  await handle.signal(PLAY_MESSAGES.event, {
    ...fact,
    id: 'accepted',
    type: 'proposal.accepted',
    entity: `${runId}/document/1`,
  });
  const result = (await handle.result()) as PlayResult;
  return { runId, result, events: (await handle.describe()).historyLength };
}

void main();

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { packageRoot, startApp, type App } from '../../app';
import { ensureDevApiKey, readConfig, type ApiKey, type Config } from '../../config';
import { accountFileSchema } from '../../domain/account';
import { openStore, type Store } from '../../store';
import { inboxPerson, openChannels, type Channels } from './channels';
import { reachTemporal, type TemporalAccess } from './temporal';

export interface UpOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly write: (text: string) => void;
  /** Aborted by Ctrl-C: everything is finished and closed then. */
  readonly signal: AbortSignal;
}

/** Runs playmaker until it is told to stop. Started again on the same data, every play goes on. */
export async function up({ env, write, signal }: UpOptions): Promise<void> {
  const config = readConfig(env);
  await mkdir(config.dataDir, { recursive: true });
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const store = await openStore(
      config.databaseUrl ? { databaseUrl: config.databaseUrl.reveal() } : { dataDir: join(config.dataDir, 'store') },
    );
    closers.push(() => store.close());
    const temporal = await reachTemporal(env, config.dataDir, (line) => write(`${line}\n`));
    closers.push(() => temporal.close());
    const channels = await openChannels(config);
    const { inbox } = channels;
    if (inbox) {
      closers.push(() => inbox.stop());
      inbox.addPeople((await store.people.list()).map(inboxPerson));
    }
    const app = await startApp({
      config,
      temporal,
      ...channels,
      apiKeys: keysOf(config),
      store: inbox ? tellInbox(store, channels) : store,
      logger: pino({ level: 'warn' }),
    });
    closers.push(() => app.stop());
    inbox?.setInteractionsUrl(`${app.url}/slack/interactions`);
    const example = inbox && (await startExample(app));
    write(banner(app, temporal, channels, example));
    await Promise.race([app.finished, aborted(signal)]);
    write('\nStopping: what is under way is finished first…\n');
  } finally {
    for (const close of closers.reverse()) await close();
  }
  write('Stopped. `npm start` goes on where this left off.\n');
}

function keysOf(config: Config): readonly [ApiKey, ...ApiKey[]] {
  const [first, ...others] = config.apiKeys;
  return first ? [first, ...others] : [ensureDevApiKey(config.dataDir)];
}

/** People who are added while this runs can be reached in the local workspace at once. */
function tellInbox(store: Store, { inbox }: Channels): Store {
  return {
    ...store,
    people: {
      ...store.people,
      async save(person) {
        const known = await store.people.byEmail(person.email);
        await store.people.save(person);
        if (!known) inbox?.addPeople([inboxPerson(person)]);
      },
    },
  };
}

/** On a store without accounts: the example account, and its expansion. Answers the run that was started. */
async function startExample({ client, store }: App): Promise<string | undefined> {
  if ((await store.accounts.list()).length > 0) return undefined;
  const text = await readFile(join(packageRoot(), 'examples', 'acme.json'), 'utf8');
  await client.loadAccounts(accountFileSchema.parse(JSON.parse(text)));
  const run = await client.start('expansion', {
    accountId: 'acme',
    input: { limit: 'seats', used: 94, allowed: 100, trend: 'from 71 to 94 in 60 days', leader: 'olivia-grant' },
  });
  return run.runId;
}

function banner(app: App, temporal: TemporalAccess, { inbox }: Channels, example: string | undefined): string {
  const lines = [
    '',
    `playmaker     ${app.url}`,
    ...(inbox ? [`inbox         ${inbox.url}   messages and mails; answer them here`] : []),
    `Temporal      ${temporal.uiUrl ?? temporal.where}`,
    ...(example
      ? [
          '',
          `The expansion of Acme Logistics has begun: ${example}`,
          'Dana Reyes has been asked; open the inbox and answer as her.',
        ]
      : []),
    '',
    'npx playmaker list      shows every run',
    'Ctrl-C                  stops; plays go on at the next start',
    '',
  ];
  return lines.join('\n');
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

import { resolve } from 'node:path';
import pino, { type Logger } from 'pino';
import { openConfiguredStore, scheduleRegularWork, startApp } from '../../app';
import { PlaymakerError } from '../../client';
import { ensureDevApiKey, houseRulesFile, readConfig, type ApiKey, type Config } from '../../config';
import type { HouseRules } from '../../domain/house-rules';
import { channelsIn } from '../../domain/message-rules';
import { makeFolder, type Store } from '../../store';
import { bannerOf } from './banner';
import { channelPage, inboxPage, introducePeople, openChannels } from './channels';
import { Closers } from './closers';
import { EXAMPLE_CSM, startExample } from './example';
import { requirePort } from './ports';
import { reachTemporal } from './temporal';

export { explained } from './explain';
export { stopSignal } from './stop-signal';

export interface UpOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly write: (text: string) => void;
  /** Aborted by Ctrl-C: everything is finished and closed then. */
  readonly signal: AbortSignal;
}

/** Runs playmaker until it is told to stop. Started again on the same data, every play goes on. */
export async function up({ env, write, signal }: UpOptions): Promise<void> {
  const config = readConfig(env);
  await requirePort(config);
  await makeDataDir(config.dataDir);
  const { rules } = await houseRulesFile(config.rulesFile).current();
  signal.addEventListener('abort', () => write('\nStopping: what is under way is finished first…\n'), { once: true });
  const closers = new Closers();
  const log = pino({ level: 'warn' }, pino.destination(2));
  tellNodesWarnings(log);
  try {
    const { failed } = await open({ env, config, rules, write, signal, closers, log });
    await Promise.race([failed, aborted(signal)]);
  } catch (error) {
    if (error !== signal.reason) throw error;
  } finally {
    await closers.close();
  }
  write('Stopped. Started again, it goes on where this left off.\n');
}

interface Opening extends UpOptions {
  readonly config: Config;
  /** As they are at the start. */
  readonly rules: HouseRules;
  readonly closers: Closers;
  /** JSON, one line each, on stderr. */
  readonly log: Logger;
}

/** Opens everything, in the order in which one needs the other. Answers what ends when something fails later. */
async function open({
  env,
  config,
  rules,
  write,
  signal,
  closers,
  log,
}: Opening): Promise<{ failed: Promise<unknown> }> {
  // Together, as each takes seconds. Both are waited for, so that neither is left open when the other fails.
  const opening = await Promise.allSettled([
    openConfiguredStore(config),
    reachTemporal(env, config.dataDir, (line) => write(`${line}\n`), log),
  ]);
  for (const each of opening) if (each.status === 'fulfilled') closers.add(() => each.value.close());
  const [opened, temporal] = [valueOf(opening[0]), valueOf(opening[1])];
  signal.throwIfAborted();
  const { inbox, ...channels } = await openChannels(config, channelsIn(rules.messages));
  if (inbox) closers.add(() => inbox.stop());
  const store = inbox ? await introducePeople(opened, inbox) : opened;
  const app = await startApp({
    ...{ config, temporal, store, ...channels },
    apiKeys: keysOf(config),
    logger: log,
  });
  closers.add(() => app.stop());
  await scheduleRegularWork(temporal.client);
  inbox?.setInteractionsUrl(`${app.url}/slack/interactions`);
  if (app.inboundMailPort) inbox?.setRepliesUrl(`smtp://127.0.0.1:${app.inboundMailPort}`);
  const open = await store.runs.list({ state: ['running', 'paused'] });
  const example = config.slack || config.mail ? undefined : await startExample(app);
  write(
    bannerOf({
      ...{ config, example, open },
      asked: (example ? [EXAMPLE_CSM] : await awaited(store)).map((name) => ({
        name,
        page: inbox && inboxPage(inbox, name),
      })),
      url: app.url,
      inboxUrl: inbox?.url,
      threads: inbox && channels.defaultChannel && channelPage(inbox, channels.defaultChannel),
      temporal: temporal.uiUrl ?? temporal.where,
    }),
  );
  return { failed: Promise.race([app.finished, temporal.failed ?? app.finished]) };
}

/** Node's own warnings, which it would write as text among the lines of the log. */
function tellNodesWarnings(log: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.warn({ from: 'node', err: warning }, warning.message));
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

async function makeDataDir(dataDir: string): Promise<void> {
  await makeFolder(dataDir).catch((error: Error) => {
    throw new PlaymakerError(
      {
        code: 'DATA_DIR_UNUSABLE',
        detail: `The data folder ${resolve(dataDir)} cannot be made: ${error.message}.`,
        next: 'Set PLAYMAKER_DATA_DIR to a folder you may write to.',
      },
      { cause: error },
    );
  });
}

function keysOf(config: Config): readonly [ApiKey, ...ApiKey[]] {
  const [first, ...others] = config.apiKeys;
  return first ? [first, ...others] : [ensureDevApiKey(config.dataDir)];
}

/** E-mail addresses of those who were asked last. */
async function awaited(store: Store): Promise<readonly string[]> {
  const tasks = await store.tasks.list({ state: 'open' });
  return [...new Set(tasks.map(({ assignments }) => assignments.at(-1)?.email ?? ''))].filter((email) =>
    email.includes('@'),
  );
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

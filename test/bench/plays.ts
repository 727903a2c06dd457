/**
 * @module
 * The part of the bench about plays: how fast expansions run, against the same steps written by hand as a plain Temporal
 * workflow, on one dev server in one process. Activities answer at once, so that the workflow is what is measured.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { packageRoot } from '../../src/app';
import { accountFileSchema, type Account } from '../../src/domain/account';
import { SEARCH_ATTRIBUTE_TYPES } from '../../src/domain/search-attributes';
import { loadWorkflowBundle } from '../../src/worker';
import { startDevServer } from '../../temporal-dev';
import { measure } from './measure';
import type { BenchOptions } from './options';
import { reportOn, type Report } from './report';
import { bundleByHand, Rival, type Ground } from './rival';
import { differences } from './sameness';

const WARM_UP_RUNS = 10;

type Progress = (line: string) => void;

/** Measures plays; the report says what failed. */
export async function benchPlays({ pairs, runs }: BenchOptions['plays'], progress: Progress): Promise<Report> {
  const server = await startDevServer({ searchAttributes: SEARCH_ATTRIBUTE_TYPES, progress });
  try {
    const connection = await NativeConnection.connect({ address: server.address });
    const client = new Client({ connection: await Connection.connect({ address: server.address }) });
    const ground = { client, connection, account: await example() };
    const report = reportOn(await compare(ground, { pairs, runs, progress }));
    await client.connection.close();
    await connection.close();
    return report;
  } finally {
    await server.stop();
  }
}

async function compare(ground: Ground, options: BenchOptions['plays'] & { readonly progress: Progress }) {
  const [plays, byHands] = await Promise.all([loadWorkflowBundle(), bundleByHand()]);
  const play = await Rival.start({ name: 'expansion', workflowType: 'expansion', bundle: plays }, ground);
  const byHand = await Rival.start({ name: 'by-hand', workflowType: 'expansionByHand', bundle: byHands }, ground);
  try {
    await requireSameWork(play, byHand);
    options.progress(`both sides make the same calls; warming up with ${WARM_UP_RUNS} runs of each`);
    await measure(play, byHand, { pairs: 1, runs: WARM_UP_RUNS, progress: () => undefined });
    return await measure(play, byHand, options);
  } finally {
    await Promise.all([play.stop(), byHand.stop()]);
  }
}

async function requireSameWork(play: Rival, byHand: Rival): Promise<void> {
  const unlike = differences((await play.run()).calls, (await byHand.run()).calls);
  if (unlike.length === 0) return;
  const how = 'Bring test/bench/by-hand into line with plays/expansion; + is the play, - what is written by hand';
  throw new Error(`The two sides do not do the same work. ${how}:\n${unlike.join('\n')}`);
}

/** The example's account, with a leader who joined nine days ago. */
async function example(): Promise<Account> {
  const file = await readFile(join(packageRoot(), 'examples', 'acme.json'), 'utf8');
  const [account] = accountFileSchema.parse(JSON.parse(file)).accounts;
  const joinedAt = new Date(Date.now() - 9 * 86_400_000).toISOString();
  const contacts = account!.contacts.map((contact) => (contact.joinedAt ? { ...contact, joinedAt } : contact));
  return { ...account!, contacts };
}

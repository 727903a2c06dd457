/**
 * @module
 * The bench: how fast expansions run, against the same steps written by hand as a plain Temporal workflow, on one dev
 * server in one process. Activities answer at once, so that the workflow is what is measured. Exits with 1 when a play
 * is slower than `LEAST_RATIO` of the other, or its history is longer than `MOST_EVENTS`.
 *
 *   npm run bench
 *   npm run bench -- --pairs 4 --runs 30 --json
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { packageRoot } from '../../src/app';
import { accountFileSchema, type Account } from '../../src/domain/account';
import { SEARCH_ATTRIBUTE_TYPES } from '../../src/domain/search-attributes';
import { loadWorkflowBundle, quietTemporal } from '../../src/worker';
import { startDevServer } from '../../temporal-dev';
import { measure } from './measure';
import { reportOn, tableOf } from './report';
import { bundleByHand, Rival, type Ground } from './rival';
import { differences } from './sameness';

/** Many short batches rather than few long ones: what else the machine does hits both of a pair alike. */
const DEFAULTS = { pairs: '9', runs: '15' };
const WARM_UP_RUNS = 10;

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string', default: DEFAULTS.pairs },
      runs: { type: 'string', default: DEFAULTS.runs },
      json: { type: 'boolean', default: false },
    },
  });
  const [pairs, runs] = [atLeastOne('pairs', values.pairs), atLeastOne('runs', values.runs)];
  quietTemporal();
  const server = await startDevServer({ searchAttributes: SEARCH_ATTRIBUTE_TYPES, progress });
  try {
    const connection = await NativeConnection.connect({ address: server.address });
    const client = new Client({ connection: await Connection.connect({ address: server.address }) });
    const report = reportOn(await compare({ client, connection, account: await example() }, pairs, runs));
    process.stdout.write(`${values.json ? JSON.stringify(report, undefined, 2) : tableOf(report)}\n`);
    process.exitCode = report.failures.length > 0 ? 1 : 0;
    await client.connection.close();
    await connection.close();
  } finally {
    await server.stop();
  }
}

async function compare(ground: Ground, pairs: number, runs: number) {
  const [plays, byHands] = await Promise.all([loadWorkflowBundle(), bundleByHand()]);
  const play = await Rival.start({ name: 'expansion', workflowType: 'expansion', bundle: plays }, ground);
  const byHand = await Rival.start({ name: 'by-hand', workflowType: 'expansionByHand', bundle: byHands }, ground);
  try {
    await requireSameWork(play, byHand);
    progress(`both sides make the same calls; warming up with ${WARM_UP_RUNS} runs of each`);
    await measure(play, byHand, { pairs: 1, runs: WARM_UP_RUNS, progress: () => undefined });
    return await measure(play, byHand, { pairs, runs, progress });
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

function atLeastOne(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} is a whole number from 1 upwards, not "${value}".`);
}

void main();

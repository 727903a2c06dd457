import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { WorkflowBundle } from '../../../src/worker';
import { openGround, type Ground } from './ground';
import { measureLatency } from './latency';
import type { Memory } from './memory';
import { withPostgres } from './on-postgres';
import type { LoadReport } from './report';
import { measureThroughput } from './throughput';

export interface LoadSize {
  /** On each database. */
  readonly events: number;
  /** Over how many accounts they are spread. */
  readonly spread?: number;
  readonly starts: number;
  /** That wait. */
  readonly accounts: number;
}

export interface LoadSurroundings {
  readonly progress: (line: string) => void;
  readonly bundle?: WorkflowBundle;
}

const SPREAD = 300;

/** Measures everything, one thing after the other, each on a ground of its own, memory in a process of its own. */
export async function benchLoad(
  { events, spread = SPREAD, starts, accounts }: LoadSize,
  { progress, bundle }: LoadSurroundings,
): Promise<LoadReport> {
  const on = async <T>(settings: { databaseUrl?: string }, measure: (g: Ground) => T) => {
    const ground = await openGround({ ...settings, bundle, progress });
    try {
      return await measure(ground);
    } finally {
      await ground.close();
    }
  };
  progress(`${events} events on PGlite`);
  const pglite = await on({}, (ground) => measureThroughput(ground, events, spread));
  progress(`${events} events on PostgreSQL`);
  const postgres = await withPostgres((databaseUrl) =>
    on({ databaseUrl }, (ground) => measureThroughput(ground, events, spread)),
  );
  progress(`${starts} plays started by events`);
  const latency = await on({}, (ground) => measureLatency(ground, starts));
  progress(`${accounts} accounts that wait`);
  const memory = await memoryOf(accounts);
  return { pglite, postgres, latency, accounts, memory };
}

/** Undefined when the process did not live to tell; it has said why on stderr. */
async function memoryOf(accounts: number): Promise<Memory | undefined> {
  const child = fork(require.resolve('./memory-process'), [String(accounts)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let memory: Memory | undefined;
  child.once('message', (message) => (memory = message as Memory));
  await once(child, 'exit');
  return memory;
}

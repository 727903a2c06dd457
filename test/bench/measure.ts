import type { Rival } from './rival';

/** What a batch of runs took. */
export interface Batch {
  readonly runsPerSecond: number;
  /** CPU time of this process for each run, in milliseconds: hardly disturbed by what else the machine does. */
  readonly cpuMs: number;
  /** Length of the longest history. */
  readonly events: number;
}

/** Two batches, the one right after the other. */
export interface Pair {
  readonly play: Batch;
  readonly byHand: Batch;
}

/**
 * Runs batches of both sides in turn, so that whatever else the machine does hits both; which side begins alternates.
 */
export async function measure(
  play: Rival,
  byHand: Rival,
  options: { readonly pairs: number; readonly runs: number; readonly progress: (line: string) => void },
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  const batch = async (rival: Rival) => {
    const done = await runBatch(rival, options.runs);
    const { runsPerSecond, cpuMs } = done;
    options.progress(
      `${rival.name}: ${options.runs} runs, ${runsPerSecond.toFixed(2)} a second, ${cpuMs.toFixed(0)} ms of CPU each`,
    );
    return done;
  };
  for (let pair = 0; pair < options.pairs; pair += 1) {
    if (pair % 2 === 0) {
      pairs.push({ play: await batch(play), byHand: await batch(byHand) });
    } else {
      const byHandFirst = await batch(byHand);
      pairs.push({ play: await batch(play), byHand: byHandFirst });
    }
  }
  return pairs;
}

async function runBatch(rival: Rival, runs: number): Promise<Batch> {
  rival.forget();
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const done = await Promise.all(Array.from({ length: runs }, () => rival.run()));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    runsPerSecond: runs / seconds,
    cpuMs: (user + system) / 1000 / runs,
    events: Math.max(...done.map(({ events }) => events)),
  };
}

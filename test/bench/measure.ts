import type { Rival } from './rival';

/** One pair of batches, the one right after the other. */
export interface Pair {
  /** Runs per second. */
  readonly play: number;
  readonly byHand: number;
}

export interface Measured {
  readonly pairs: readonly Pair[];
  readonly events: { readonly play: readonly number[]; readonly byHand: readonly number[] };
}

/**
 * Runs batches of both sides in turn, so that whatever else the machine does hits both; which side begins alternates.
 */
export async function measure(
  play: Rival,
  byHand: Rival,
  options: { readonly pairs: number; readonly runs: number; readonly progress: (line: string) => void },
): Promise<Measured> {
  const pairs: Pair[] = [];
  const events = { play: [] as number[], byHand: [] as number[] };
  const batch = async (rival: Rival, lengths: number[]) => {
    const { runsPerSecond, events } = await runBatch(rival, options.runs);
    lengths.push(...events);
    options.progress(`${rival.name}: ${options.runs} runs, ${runsPerSecond.toFixed(2)} a second`);
    return runsPerSecond;
  };
  for (let pair = 0; pair < options.pairs; pair += 1) {
    if (pair % 2 === 0) {
      const ours = await batch(play, events.play);
      pairs.push({ play: ours, byHand: await batch(byHand, events.byHand) });
    } else {
      const theirs = await batch(byHand, events.byHand);
      pairs.push({ play: await batch(play, events.play), byHand: theirs });
    }
  }
  return { pairs, events };
}

async function runBatch(rival: Rival, runs: number): Promise<{ runsPerSecond: number; events: number[] }> {
  rival.forget();
  const start = performance.now();
  const done = await Promise.all(Array.from({ length: runs }, () => rival.run()));
  const seconds = (performance.now() - start) / 1000;
  return { runsPerSecond: runs / seconds, events: done.map(({ events }) => events) };
}

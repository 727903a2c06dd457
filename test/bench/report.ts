import Table from 'cli-table3';
import type { Measured } from './measure';

/** Of the speed of the same steps written by hand, a play has at least this much. */
export const LEAST_RATIO = 0.85;
/** Events of a whole expansion's history, at most. */
export const MOST_EVENTS = 250;

export interface Report {
  readonly runsPerSecond: { readonly play: number; readonly byHand: number };
  /** The middle one of the pairs' ratios. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  /** The longest history of each side. */
  readonly eventsPerRun: { readonly play: number; readonly byHand: number };
  readonly failures: readonly string[];
}

export function reportOn({ pairs, events }: Measured): Report {
  const ratios = pairs.map(({ play, byHand }) => play / byHand);
  const ratio = median(ratios);
  const eventsPerRun = { play: Math.max(...events.play), byHand: Math.max(...events.byHand) };
  const failures: string[] = [];
  if (ratio < LEAST_RATIO) failures.push(`The ratio is ${ratio.toFixed(2)}; at least ${LEAST_RATIO} is required.`);
  if (eventsPerRun.play > MOST_EVENTS) {
    failures.push(`An expansion takes ${eventsPerRun.play} history events; at most ${MOST_EVENTS} are allowed.`);
  }
  const runsPerSecond = {
    play: median(pairs.map(({ play }) => play)),
    byHand: median(pairs.map(({ byHand }) => byHand)),
  };
  return { runsPerSecond, ratio, ratios, eventsPerRun, failures };
}

/** The report as a table for people. */
export function tableOf({ runsPerSecond, ratio, ratios, eventsPerRun, failures }: Report): string {
  const table = new Table({
    head: ['', 'runs per second', 'events per run'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  table.push(
    ['expansion, as a play', runsPerSecond.play.toFixed(2), eventsPerRun.play],
    ['the same steps by hand', runsPerSecond.byHand.toFixed(2), eventsPerRun.byHand],
    ['ratio', ratio.toFixed(2), (eventsPerRun.play / eventsPerRun.byHand).toFixed(2)],
  );
  const pairs = `ratio of each pair of batches: ${ratios.map((one) => one.toFixed(2)).join(', ')}`;
  return [table.toString(), pairs, ...(failures.length > 0 ? failures : ['bench: passed'])].join('\n');
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured.');
  return (low + high) / 2;
}

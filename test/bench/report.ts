import Table from 'cli-table3';
import type { Batch, Pair } from './measure';

/** Of the speed of the same steps written by hand, a play has at least this much. */
export const LEAST_RATIO = 0.85;
/** Events of a whole expansion's history, at most. */
export const MOST_EVENTS = 250;

interface Side {
  /** The middle one of all batches. */
  readonly runsPerSecond: number;
  /** CPU time of the worker's process for each run, in milliseconds; the middle one of all batches. */
  readonly cpuMs: number;
  /** Of the longest history. */
  readonly eventsPerRun: number;
}

export interface Report {
  readonly play: Side;
  readonly byHand: Side;
  /** The play's runs per second by those of the other; the middle one of the pairs' ratios. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  readonly failures: readonly string[];
}

export function reportOn(pairs: readonly Pair[]): Report {
  const ratios = pairs.map(({ play, byHand }) => play.runsPerSecond / byHand.runsPerSecond);
  const ratio = median(ratios);
  const play = sideOf(pairs.map((pair) => pair.play));
  const failures: string[] = [];
  if (ratio < LEAST_RATIO) failures.push(`The ratio is ${ratio.toFixed(2)}; at least ${LEAST_RATIO} is required.`);
  if (play.eventsPerRun > MOST_EVENTS) {
    failures.push(`An expansion takes ${play.eventsPerRun} history events; at most ${MOST_EVENTS} are allowed.`);
  }
  return { play, byHand: sideOf(pairs.map((pair) => pair.byHand)), ratio, ratios, failures };
}

function sideOf(batches: readonly Batch[]): Side {
  return {
    runsPerSecond: median(batches.map(({ runsPerSecond }) => runsPerSecond)),
    cpuMs: median(batches.map(({ cpuMs }) => cpuMs)),
    eventsPerRun: Math.max(...batches.map(({ events }) => events)),
  };
}

/** The report as a table for people. */
export function tableOf({ play, byHand, ratio, ratios, failures }: Report): string {
  const table = new Table({
    head: ['', 'runs per second', 'events per run', 'CPU ms per run'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  const row = ({ runsPerSecond, eventsPerRun, cpuMs }: Side) => [
    runsPerSecond.toFixed(2),
    eventsPerRun,
    cpuMs.toFixed(0),
  ];
  table.push(
    ['expansion, as a play', ...row(play)],
    ['the same steps by hand', ...row(byHand)],
    ['ratio', ratio.toFixed(2), ...[play.eventsPerRun / byHand.eventsPerRun, play.cpuMs / byHand.cpuMs].map(twoDigits)],
  );
  const pairs = `ratio of each pair of batches: ${ratios.map(twoDigits).join(', ')}`;
  return [table.toString(), pairs, ...(failures.length > 0 ? failures : ['bench: passed'])].join('\n');
}

const twoDigits = (number: number): string => number.toFixed(2);

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured.');
  return (low + high) / 2;
}

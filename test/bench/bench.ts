/**
 * @module
 * The bench: plays against the same steps by hand (`plays.ts`), then the whole under load (`load/`). Exits with 1 when
 * a play is slower than `LEAST_RATIO` of the other, or its history is longer than `MOST_EVENTS`; with 2 when it was
 * called wrongly.
 *
 *   npm run bench
 *   npm run bench -- --only load --accounts 1000
 *   npm run bench -- --help
 */
import { quietTemporal } from '../../src/worker';
import { benchLoad, tablesOf, type LoadReport } from './load';
import { HELP, readOptions, type BenchOptions } from './options';
import { benchPlays } from './plays';
import { tableOf, type Report } from './report';

const progress = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const options = understood(process.argv.slice(2));
  if (!options) return;
  if (options.help) return print(HELP);
  quietTemporal();
  const reports: { plays?: Report; load?: LoadReport } = {};
  if (options.parts.includes('plays')) {
    reports.plays = await benchPlays(options.plays, progress);
    if (!options.json) print(tableOf(reports.plays));
    if (reports.plays.failures.length > 0) process.exitCode = 1;
  }
  if (options.parts.includes('load')) {
    reports.load = await benchLoad(options.load, { progress });
    if (!options.json) print(tablesOf(reports.load));
  }
  if (options.json) print(JSON.stringify(reports, undefined, 2));
}

function understood(args: readonly string[]): BenchOptions | undefined {
  try {
    return readOptions(args);
  } catch (error) {
    progress(`${(error as Error).message}\nnpm run bench -- --help lists the options.`);
    process.exitCode = 2;
    return undefined;
  }
}

void main();

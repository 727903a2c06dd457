import { MultiBar, Presets } from 'cli-progress';
import type { CliIo } from './cli-io';
import { harmless } from './print';

/** How far a long command is. */
export interface Progress {
  /** `done` of the total. */
  reached(done: number): void;
  /** A line for people, which stays. */
  say(text: string): void;
  /** To be called however it ends. */
  stop(): void;
}

const STEP = 10;

/**
 * A bar where there is a terminal, else a line for every tenth; on stderr, so that what is printed stays clean.
 *
 * @param what is under way, e.g. `Importing events.csv`
 */
export function progressOf({ terminal, err }: CliIo, what: string, total: number): Progress {
  return terminal ? barOn(terminal, harmless(what), total) : linesOn(err, harmless(what), total);
}

function barOn(stream: NodeJS.WritableStream, what: string, total: number): Progress {
  const format = `${what.replace(/[{}]/g, '')} [{bar}] {percentage} % ETA {eta_formatted}`;
  // Without handlers of signals: Ctrl-C ends the command, and the next run goes on where it stopped.
  const options = { stream, format, gracefulExit: false, clearOnComplete: true, linewrap: true };
  const bars = new MultiBar(options, Presets.legacy);
  const bar = bars.create(total, 0);
  return {
    reached: (done) => bar.update(done),
    say: (text) => bars.log(`${harmless(text)}\n`),
    stop() {
      // What was said since the last drawing is drawn before the bar goes.
      bars.update();
      bars.stop();
    },
  };
}

function linesOn(err: CliIo['err'], what: string, total: number): Progress {
  let told = 0;
  return {
    reached(done) {
      const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
      if (percent < told + STEP || percent >= 100) return;
      told = percent - (percent % STEP);
      err(`${what}: ${told} %\n`);
    },
    say: (text) => err(`${harmless(text)}\n`),
    stop: () => undefined,
  };
}

import { CancelledFailure } from '@temporalio/workflow';
import { abandonable } from './abandon';
import { outcomeOf } from './attempt';
import { repair, type RepairChoice } from './repair';
import type { Run } from './run';
import { whenRunning } from './waits';

/** An effect that was made. */
export interface Done<T> {
  readonly value: T;
}

/**
 * Makes one effect, not while the play is paused. What retrying cannot mend becomes a task for a person, who has the
 * cause put right and chooses retry, or stops the play.
 */
export async function effect<T>(run: Run, what: string, act: () => Promise<T>): Promise<T> {
  const done = await effectUnless(run, what, () => false, act);
  return done!.value;
}

/** Like `effect`, for a step that something else may make needless before it is done. Answers undefined then. */
export async function effectUnless<T>(
  run: Run,
  what: string,
  needless: () => boolean,
  act: () => Promise<T>,
): Promise<Done<T> | undefined> {
  const end = await attempts(run, what, ['retry', 'stop'], needless, act);
  if ('value' in end) return end;
  if (end.failure === undefined) return undefined;
  run.end({ outcome: 'cancelled', reason: `Stopped because ${what} failed: ${end.failure}` });
  throw new CancelledFailure(`${what} failed and the play was stopped`);
}

/** Like `effect`, for a step the play can do without: the person may also skip it. Answers undefined then. */
export async function optionalEffect<T>(
  run: Run,
  what: string,
  act: () => Promise<T>,
  needless: () => boolean = () => false,
): Promise<Done<T> | undefined> {
  const end = await attempts(run, what, ['retry', 'skip'], needless, act);
  if ('value' in end) return end;
  if (end.failure !== undefined) run.because(`Skipped: ${what}. ${end.failure}`);
  return undefined;
}

/** Writes down what has happened. It has happened also when the store will never take the record: the run says so then. */
export async function record(run: Run, what: string, act: () => Promise<void>): Promise<void> {
  const end = await outcomeOf(act);
  if ('failure' in end) run.because(`Not recorded: ${what}. ${end.failure}`);
}

/** Attempts until one succeeds, somebody gives up, or the step is needless (no failure). */
async function attempts<T>(
  run: Run,
  what: string,
  offered: readonly RepairChoice[],
  needless: () => boolean,
  act: () => Promise<T>,
): Promise<Done<T> | { readonly failure?: string }> {
  for (;;) {
    await whenRunning(run);
    if (needless()) return {};
    const attempt = await outcomeOf(act);
    if ('value' in attempt) return attempt;
    const choice = await repair(run, what, attempt.failure, offered, needless);
    if (choice === 'needless') return {};
    if (choice !== 'retry') return attempt;
  }
}

/** An effect that has to be known before it can be taken back. */
export interface SeenThrough<T> {
  /** Begins it. It goes on when the play ends meanwhile; the play itself stops waiting at once. */
  act(): Promise<T>;
  /** What became of it, for the cleanup; undefined when it never began or failed for good. */
  settled(): Promise<T | undefined>;
}

export function seenThrough<T>(act: () => Promise<T>): SeenThrough<T> {
  let last: Promise<T> | undefined;
  return {
    act: () => abandonable(() => (last = act())),
    async settled() {
      const underWay = last;
      if (!underWay) return undefined;
      const end = await outcomeOf(() => underWay);
      return 'value' in end ? end.value : undefined;
    },
  };
}

import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  isCancellation,
} from '@temporalio/workflow';
import { LiveTask } from './live-task';
import { now, type Run } from './run';
import { Deadline, waitUntil, whenRunning } from './waits';

const REPAIR_WAIT = '30 days';

/**
 * Makes one effect, not while the play is paused. What retrying cannot mend becomes a task for a person, who has the
 * cause put right and chooses retry, or stops the play.
 */
export async function effect<T>(run: Run, what: string, act: () => Promise<T>): Promise<T> {
  for (;;) {
    await whenRunning(run);
    const attempt = await outcomeOf(act);
    if ('value' in attempt) return attempt.value;
    if ((await repair(run, what, attempt.failure, ['retry', 'stop'])) === 'stop') {
      run.end({ outcome: 'cancelled', reason: `Stopped because ${what} failed: ${attempt.failure}` });
      throw new CancelledFailure(`${what} failed and the play was stopped`);
    }
  }
}

/** Like `effect`, for a step the play can do without: the person may also skip it. Answers undefined then. */
export async function optionalEffect<T>(run: Run, what: string, act: () => Promise<T>): Promise<T | undefined> {
  for (;;) {
    await whenRunning(run);
    const attempt = await outcomeOf(act);
    if ('value' in attempt) return attempt.value;
    if ((await repair(run, what, attempt.failure, ['retry', 'skip'])) !== 'retry') {
      run.because(`Skipped: ${what}. ${attempt.failure}`);
      return undefined;
    }
  }
}

/**
 * Starts an effect that has to be known before it can be taken back: it goes on when the play ends meanwhile. The play
 * itself stops waiting at once; its cleanup waits for `settled`.
 */
export function seenThrough<T>(act: () => Promise<T>): { readonly result: Promise<T>; readonly settled: Promise<T> } {
  const settled = CancellationScope.nonCancellable(act);
  return { settled, result: Promise.race([settled, CancellationScope.current().cancelRequested]) };
}

async function outcomeOf<T>(act: () => Promise<T>): Promise<{ value: T } | { failure: string }> {
  try {
    return { value: await act() };
  } catch (error) {
    if (!isCancellation(error) && error instanceof ActivityFailure && error.cause instanceof ApplicationFailure) {
      return { failure: error.cause.message };
    }
    throw error;
  }
}

const CHOICES = {
  retry: {
    id: 'retry',
    label: 'Retry',
    effect: 'The step is tried again; choose this when the cause is mended.',
    style: 'primary',
  },
  skip: { id: 'skip', label: 'Skip', effect: 'The play goes on without this step.' },
  stop: { id: 'stop', label: 'Stop the play', effect: 'The play ends and cleans up.', style: 'danger' },
} as const;

async function repair(run: Run, what: string, failure: string, offered: (keyof typeof CHOICES)[]): Promise<string> {
  const task = new LiveTask(
    {
      taskId: run.mint('repair'),
      runId: run.runId,
      play: run.contract.name,
      playTitle: run.contract.title,
      accountId: run.account.id,
      accountName: run.account.name,
      phase: run.phase,
      role: 'cs-manager',
      question: `A step of this play cannot be done: ${what}. How should it go on?`,
      why: failure,
      evidence: [],
      choices: offered.map((id) => ({ ...CHOICES[id], reason: 'none' as const, fields: [] })),
    },
    'repair',
  );
  run.tasks.set(task.card.taskId, task);
  run.because(`Held up: ${what} failed. ${failure}`);
  const shown = await outcomeOf(() => run.do.notify.openTask({ card: task.card, at: now(), due: { businessDays: 1 } }));
  if ('value' in shown) task.asked.push(shown.value.email);
  else run.because(`Nobody could be told; answer through the API or the command line. ${shown.failure}`);

  const deadline = new Deadline(`a person to mend: ${what}`, Date.now() + run.ms(REPAIR_WAIT));
  await waitUntil(run, deadline, () => task.answer !== undefined);
  task.close('Nobody answered in time.', now());
  const closed = await outcomeOf(() =>
    run.do.notify.updateTask({ card: task.card, state: task.state, revision: 'close' }),
  );
  task.shown = true;
  if ('failure' in closed) run.because(`The card of the repair task could not be updated. ${closed.failure}`);
  return task.answer?.choice ?? 'stop';
}

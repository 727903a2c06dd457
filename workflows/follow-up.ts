import type { BusinessWait, Instant } from '../src/domain/waits';
import { deadlineOf } from './deadline-of';
import type { LiveTask } from './live-task';
import type { Run } from './run';
import { waitUntil } from './waits';

/** What somebody is asked to do besides, from time to time, for as long as a question is open. */
export interface FollowUp<Asked> {
  /** Counted in the working hours of the account. */
  readonly every: BusinessWait;
  /** `next`: when they are asked again; absent when the question is over by then. */
  readonly ask: (next: Instant | undefined) => Asked;
}

/** Asks besides, again and again, until the question is answered or its time is over. */
export async function followUps<Asked>(
  run: Run,
  task: LiveTask,
  { every, ask }: FollowUp<Asked>,
  askNow: (asked: Asked) => Promise<unknown>,
  isOver: () => boolean,
): Promise<void> {
  const what = `the next follow-up on: ${task.card.question}`;
  const isLater = (at: Instant) => task.state.kind !== 'open' || (task.state.due !== '' && task.state.due <= at);
  let next = await deadlineOf(run, what, every);
  while (!(await waitUntil(run, next, isOver)) && !isLater(next.instant)) {
    next = await deadlineOf(run, what, every);
    const isLast = isLater(next.instant);
    // Known to the run while they are asked, so that a pause moves it.
    if (!isLast) run.deadlines.add(next);
    await askNow(ask(isLast ? undefined : next.instant));
    if (isLast) return;
  }
}

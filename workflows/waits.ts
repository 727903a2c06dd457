import { condition } from '@temporalio/workflow';
import type { BusinessDeadlineRequest } from '../activities/calendar/port';
import { businessHours, type DueTime, type Instant } from '../src/domain/waits';
import { outcomeOf } from './attempt';
import type { Run } from './run';

type Whose = BusinessDeadlineRequest['of'];

/** When a wait ends. Pausing the play moves it by as long as the pause lasted. */
export class Deadline {
  at: number;
  /** Set by a resume: a business deadline has to be brought back into working hours. */
  moved = false;
  /** Whether a wait is under way for it now. */
  awaited = false;

  constructor(
    readonly what: string,
    at: Instant | number,
    /** Whose working hours it follows; absent: calendar time. `fixed` is a moment that no pause moves, such as a meeting. */
    readonly kind: { readonly of?: Whose } | 'calendar' | 'fixed' = 'calendar',
    /** The end that people are told of, where this is only a stop on the way to it, such as a reminder. */
    readonly towards?: Deadline,
  ) {
    this.at = typeof at === 'number' ? at : Date.parse(at);
  }

  move(ms: number): void {
    if (this.kind === 'fixed') return;
    this.at += ms;
    this.moved = true;
  }

  get passed(): boolean {
    return this.at <= Date.now();
  }

  get instant(): Instant {
    return new Date(this.at).toISOString();
  }
}

/**
 * Waits until `met` or the deadline, whichever comes first, and answers whether it was met. While the play is paused
 * neither ends the wait; `onMoved` hears of the new deadline after a resume.
 */
export async function waitUntil(
  run: Run,
  deadline: Deadline,
  met: () => boolean,
  onMoved?: (deadline: Deadline) => Promise<void>,
): Promise<boolean> {
  run.deadlines.add(deadline);
  deadline.awaited = true;
  try {
    for (;;) {
      await whenRunning(run);
      if (met()) return true;
      if (deadline.moved) {
        await intoWorkingHours(run, deadline);
        await onMoved?.(deadline);
        continue;
      }
      const left = deadline.at - Date.now();
      if (left <= 0) return false;
      await condition(() => run.paused !== undefined || met(), left, { summary: deadline.what });
    }
  } finally {
    deadline.awaited = false;
    run.deadlines.delete(deadline);
  }
}

/** Resolves at once unless the play is paused. */
export async function whenRunning(run: Run): Promise<void> {
  if (run.paused) await condition(() => run.paused === undefined);
}

/** Brings a deadline that a resume has moved back into working hours. */
export async function intoWorkingHours(run: Run, deadline: Deadline): Promise<void> {
  if (!deadline.moved) return;
  deadline.moved = false;
  if (typeof deadline.kind === 'string') return;
  const before = deadline.at;
  const at = await businessDeadline(run, deadline.instant, businessHours(0), deadline.kind.of);
  // Added, not set: it may have been moved again meanwhile.
  if (at) deadline.at += Date.parse(at) - before;
}

/** Undefined when it cannot be told whose hours count: nobody holds the role any more. */
export async function businessDeadline(
  run: Run,
  from: Instant,
  wait: DueTime,
  of: Whose,
): Promise<Instant | undefined> {
  const { accountId } = run.request;
  const found = await outcomeOf(() => run.do.businessTime.businessDeadline({ from, wait, accountId, of }));
  return 'value' in found ? found.value : undefined;
}

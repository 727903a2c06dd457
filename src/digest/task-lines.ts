import type { TaskRow } from '../store/store';
import type { DigestLine } from './digest';
import { localHour, localTime } from './local-time';
import type { Material } from './material';
import { endOfDay } from './mornings';
import { questionOf } from './question';

/** The tasks that are theirs to answer and late, or due by the end of their day. A paused play asks nothing. */
export function dueLines({ person, tasks, until }: Material): { overdue: DigestLine[]; today: DigestLine[] } {
  const tonight = endOfDay(person, until);
  const { timeZone } = person;
  const overdue: DigestLine[] = [];
  const today: DigestLine[] = [];
  for (const task of tasks) {
    const { state, card } = task;
    if (state.kind !== 'open' || state.onHold || !isTheirs(task, person.email)) continue;
    const { due } = state;
    const line = (when: string): DigestLine => ({
      about: card.accountName,
      text: `${questionOf(task)} ${when}`,
      task: { taskId: task.taskId, runId: task.runId, due },
    });
    if (due < until) overdue.push(line(`Was due ${localTime(due, timeZone)}.`));
    else if (due < tonight) today.push(line(`Due at ${localHour(due, timeZone)}.`));
  }
  return { overdue, today };
}

/** Somebody who gave a task away may have it back by a later step; who was only asked about it decides nothing. */
function isTheirs({ assignments }: TaskRow, email: string): boolean {
  const own = assignments.filter((each) => each.email.toLowerCase() === email.toLowerCase());
  return own.some(({ passedOn, consulted }) => !passedOn && !consulted);
}

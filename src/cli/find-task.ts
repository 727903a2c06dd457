import type { RunView } from '../client';
import { WrongUse } from './wrong-use';

/** The part of a task's id that tells it from the other tasks of its run: `task/1`. */
export function shortTaskId(runId: string, taskId: string): string {
  return taskId.startsWith(`${runId}/`) ? taskId.slice(runId.length + 1) : taskId;
}

/**
 * The task that is meant: a whole id, the part after the run's id (`task/1`), or the number at its end (`1`, `#1`) when
 * only one open task has it. What names a task that is not open is passed on: the play says who decided it, and when.
 *
 * @throws WrongUse when the number fits several open tasks
 */
export function findTask({ runId, openTasks }: Pick<RunView, 'runId' | 'openTasks'>, text: string): string {
  const open = openTasks.map(({ taskId }) => taskId);
  if (open.includes(text) || text.startsWith(`${runId}/`)) return text;
  if (open.includes(`${runId}/${text}`) || text.includes('/')) return `${runId}/${text}`;
  const number = text.replace(/^#/, '');
  const matching = open.filter((taskId) => taskId.endsWith(`/${number}`) || taskId.endsWith(`#${number}`));
  const [only, ...others] = matching;
  if (only === undefined) return `${runId}/${/^\d+$/.test(number) ? `task/${number}` : text}`;
  if (others.length === 0) return only;
  const names = matching.map((taskId) => shortTaskId(runId, taskId)).join(', ');
  throw new WrongUse(
    `Several open tasks end with ${number}: ${names}.`,
    'Give the task as `playmaker show RUN` lists it, e.g. task/1.',
  );
}

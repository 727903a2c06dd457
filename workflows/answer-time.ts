import type { TaskOpened } from '../activities/notify/port';
import { theRole, type Role } from '../src/domain/roles';
import { later, type BusinessWait } from '../src/domain/waits';
import { updateCards } from './cards';
import { optionalEffect } from './effects';
import type { LiveTask } from './live-task';
import { now, type Run } from './run';
import { businessDeadline, Deadline, intoWorkingHours, waitUntil } from './waits';

/** When asking took longer than this, because a channel was down or a person had to mend it, the time to answer begins anew. */
const LATE_MS = 10 * 60_000;

/** Somebody was asked. */
interface Asked {
  readonly role: Role;
  readonly opened: TaskOpened;
  /** When the play began to ask, in milliseconds. */
  readonly began: number;
  /** How long they have. */
  readonly wait: BusinessWait;
  readonly settled: () => boolean;
}

/** The time somebody has to answer, with one reminder before it ends. Answers whether the task was settled in it. */
export async function answerTime(run: Run, task: LiveTask, asked: Asked): Promise<boolean> {
  const { role, settled } = asked;
  const opened = await show(run, task, asked);
  const what = `${theRole(role)} to answer: ${task.card.question}`;
  const due = new Deadline(what, opened.due, { of: { role } });
  // Known to the run from now on, so that a pause moves it whatever is under way.
  run.deadlines.add(due);
  try {
    if (opened.remindAt && !settled()) {
      const reminder = new Deadline(what, opened.remindAt, { of: { role } }, due);
      if (await waitWithCard(run, task, due, settled, reminder)) return true;
      await remind(run, task, due, opened.name, settled);
    }
    return await waitWithCard(run, task, due, settled);
  } finally {
    run.deadlines.delete(due);
  }
}

async function remind(
  run: Run,
  { card: { taskId } }: LiveTask,
  due: Deadline,
  name: string,
  settled: () => boolean,
): Promise<void> {
  const act = () => run.do.notify.remindTask({ taskId, at: now(), due: due.instant });
  if (await optionalEffect(run, `reminding ${name}`, act, settled)) run.note(`${name} is reminded`);
}

/** Shows in the run who was asked, and on the card when their time begins anew. */
async function show(run: Run, task: LiveTask, asked: Asked): Promise<TaskOpened> {
  const opened = await inTime(run, asked);
  const { email, name, due, note } = opened;
  task.asked.push(email);
  run.note(`${name} is asked: ${task.card.question}${note ? ` (${note})` : ''}`);
  if (task.state.kind !== 'open') return opened;
  task.state = { kind: 'open', due, note };
  if (due !== asked.opened.due) await updateCards(run, task, run.mint('revision'));
  return opened;
}

/** The due time was counted from when the play began to ask. */
async function inTime(run: Run, { role, opened, began, wait }: Asked): Promise<TaskOpened> {
  if (Date.now() - began < LATE_MS) return opened;
  const due = await businessDeadline(run, now(), wait, { role });
  const late = due ? Date.parse(due) - Date.parse(opened.due) : 0;
  if (!due || late <= LATE_MS) return opened;
  return { ...opened, due, remindAt: opened.remindAt && later(opened.remindAt, late) };
}

/** A wait for an answer: when a pause moves the due time, the card says so. */
function waitWithCard(
  run: Run,
  task: LiveTask,
  due: Deadline,
  settled: () => boolean,
  until: Deadline = due,
): Promise<boolean> {
  return waitUntil(run, until, settled, async () => {
    await intoWorkingHours(run, due);
    if (task.state.kind !== 'open') return;
    const note = 'The play was paused; the time to answer moved with it.';
    task.state = { kind: 'open', due: due.instant, note };
    await updateCards(run, task, run.mint('revision'));
  });
}

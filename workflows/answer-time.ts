import type { TaskOpened } from '../activities/notify/port';
import { theRole, type Role } from '../src/domain/roles';
import { businessHours, later, type CalendarWait, type DueTime, type Instant } from '../src/domain/waits';
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
  readonly wait: DueTime | CalendarWait;
  readonly settled: () => boolean;
}

/** How somebody's time to answer ended. */
type End = 'settled' | 'passed-on' | 'time-up';

/** Something that is done in the middle of somebody's time to answer. */
interface Stop {
  readonly what: 'reminder' | 'return';
  readonly at: Instant;
  readonly act: () => Promise<void>;
}

/**
 * The time somebody has to answer. In it they are reminded, before it ends or when they asked to be, and the person for
 * whom they stand in gets the task too once that one is back.
 */
export async function answerTime(run: Run, task: LiveTask, asked: Asked): Promise<End> {
  const { role, settled } = asked;
  const opened = await show(run, task, asked);
  const what = `${theRole(role)} to answer: ${task.card.question}`;
  const due = new Deadline(what, opened.due, typeof asked.wait === 'string' ? 'calendar' : { of: { role } });
  const interrupted = () => settled() || task.passedOn.length > 0 || task.snoozed !== undefined;
  const remindThem = (only?: string) => remind(run, task, due, { name: opened.name, settled, only });
  let stops = stopsOf(
    opened,
    () => remindThem(),
    () => giveBack(run, task, due, opened),
  );
  // Known to the run from now on, so that a pause moves it whatever is under way.
  run.deadlines.add(due);
  try {
    for (;;) {
      const [next, ...later] = stops;
      const until = next && new Deadline(what, next.at, { of: { role } }, due);
      const met = await waitWithCard(run, task, due, interrupted, until);
      if (settled()) return 'settled';
      if (task.passedOn.length > 0) return 'passed-on';
      if (!met && !next) return 'time-up';
      stops = later;
      if (!met) await next!.act();
      else stops = snoozed(task, [...(next ? [next] : []), ...later], remindThem);
    }
  } finally {
    run.deadlines.delete(due);
  }
}

function stopsOf({ remindAt, absent, due }: TaskOpened, remind: Stop['act'], giveBack: Stop['act']): Stop[] {
  const isBack = absent && Date.parse(absent.until) < Date.parse(due);
  return inTurn([
    ...(remindAt ? [{ what: 'reminder' as const, at: remindAt, act: remind }] : []),
    ...(isBack ? [{ what: 'return' as const, at: absent.until, act: giveBack }] : []),
  ]);
}

/** Whoever put it off is reminded then, and not before. */
function snoozed(task: LiveTask, stops: readonly Stop[], remind: (only: string) => Promise<void>): Stop[] {
  const { until, email } = task.snoozed!;
  task.snoozed = undefined;
  return inTurn([
    ...stops.filter(({ what }) => what !== 'reminder'),
    { at: until, what: 'reminder', act: () => remind(email) },
  ]);
}

const inTurn = (stops: readonly Stop[]): Stop[] => [...stops].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

/** The person for whom somebody stood in is back, and gets the task as well. */
async function giveBack(run: Run, task: LiveTask, due: Deadline, { absent, ...standIn }: TaskOpened): Promise<void> {
  const { email, name: back } = absent!;
  // Their card keeps its buttons, though they stand in for nobody any more.
  task.takers.push(standIn.email.toLowerCase());
  const request = { card: task.card, at: now(), due: businessHours(0), keepDue: due.instant, step: run.mint('give') };
  const because = `${back} is back; ${standIn.name} stood in`;
  const given = await optionalEffect(run, `giving it back to ${back}`, () =>
    run.do.notify.giveTask({ ...request, to: { email, name: back }, because }),
  );
  if (!given) return;
  task.asked.push(email);
  run.note(`${back} is back and sees the task: ${task.card.question}`);
}

async function remind(
  run: Run,
  { card: { taskId } }: LiveTask,
  due: Deadline,
  { name, settled, only }: { readonly name: string; readonly settled: () => boolean; readonly only?: string },
): Promise<void> {
  const asked = only === undefined ? {} : { only: { email: only, key: run.mint('remind') } };
  const act = () => run.do.notify.remindTask({ taskId, at: now(), due: due.instant, ...asked });
  if (await optionalEffect(run, `reminding ${name}`, act, settled)) run.note(`${name} is reminded`);
}

/** Shows in the run who was asked, and on the card when their time begins anew. */
async function show(run: Run, task: LiveTask, asked: Asked): Promise<TaskOpened> {
  const opened = await inTime(run, asked);
  const { email, name, due, note } = opened;
  task.asked.push(email);
  run.note(`${name} is asked: ${task.card.question}${note ? ` (${note})` : ''}`);
  task.open(due, note);
  const isHeld = run.paused !== undefined && task.hold(run.paused.reason);
  if (isHeld || due !== asked.opened.due) await updateCards(run, task, run.mint('revision'));
  return opened;
}

/** The due time was counted from when the play began to ask. */
async function inTime(run: Run, { role, opened, began, wait }: Asked): Promise<TaskOpened> {
  // Time that is not theirs does not begin anew.
  if (typeof wait === 'string' || Date.now() - began < LATE_MS) return opened;
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
    task.open(due.instant, note);
    await updateCards(run, task, run.mint('revision'));
  });
}

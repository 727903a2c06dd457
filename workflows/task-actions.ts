import { CancellationScope } from '@temporalio/workflow';
import { z } from 'zod';
import type { AccountEvent } from '../src/domain/events';
import type { ActReceipt, ActRequest, TaskAction } from '../src/domain/task-actions';
import { roleSchema, theRole, type Role } from '../src/domain/roles';
import type { Decider } from '../src/domain/tasks';
import { outcomeOf } from './attempt';
import { record } from './effects';
import type { LiveTask } from './live-task';
import { now, type Run } from './run';

/** Why a person may not do this with an open task; undefined when they may. */
export function objection(task: LiveTask, { action, by }: ActRequest): Objection | undefined {
  if (action.kind === 'note' && isConcerned(task, by)) return undefined;
  if (!mayAnswer(task, by)) return { type: 'NOT_ALLOWED', message: 'Only those who were asked this can pass it on.' };
  if (action.kind === 'note' || action.kind === 'ask') return undefined;
  if (task.purpose === 'repair')
    return {
      type: 'ACTION_INVALID',
      message:
        'This holds the play up: you can answer it, add a note or ask a colleague, but not put it off or pass it on.',
    };
  if (action.kind === 'snooze') return lateSnooze(task, action.until);
  if (action.kind === 'decline' && !nextAfter(task))
    return {
      type: 'ACTION_INVALID',
      message: 'Nobody is left who could be asked instead. Hand it to somebody by name, or answer it.',
    };
  return undefined;
}

export interface Objection {
  readonly type: 'NOT_ALLOWED' | 'ACTION_INVALID';
  readonly message: string;
}

/** Whether somebody may answer: by a role they hold, or because it was handed to them. In a channel it is the whole team's. */
export const mayAnswer = (task: LiveTask, by: Decider): boolean =>
  task.takers.includes(by.email.toLowerCase()) ||
  (isForTeam(task) ? by.roles.length > 0 : task.roles.some((role) => by.roles.includes(role)));

/** Whether anybody who holds a role on the account may answer. */
export const isForTeam = ({ purpose, channel }: LiveTask): boolean => purpose === 'repair' || channel !== undefined;

const isConcerned = (task: LiveTask, by: Decider): boolean =>
  mayAnswer(task, by) || by.roles.length > 0 || task.consulted.includes(by.email.toLowerCase());

function lateSnooze({ state }: LiveTask, until: string): Objection | undefined {
  if (state.kind !== 'open' || !state.due) return undefined;
  if (Date.parse(until) <= Date.now())
    return { type: 'ACTION_INVALID', message: 'That moment has passed. Choose a later one.' };
  if (Date.parse(until) < Date.parse(state.due)) return undefined;
  return { type: 'ACTION_INVALID', message: `The answer is due on ${state.due}. Choose a moment before that.` };
}

/** Who is asked when somebody declines: the next rung of the ladder, else the CS manager. */
function nextAfter({ ladder, roles }: LiveTask): Role | undefined {
  return ladder[0] ?? (roles.includes('cs-manager') ? undefined : 'cs-manager');
}

/** Carries out what a person does with a task other than answering it. */
export async function act(run: Run, { taskId, action, by }: ActRequest): Promise<ActReceipt> {
  const task = run.tasks.get(taskId)!;
  const at = now();
  const what = await carryOut(run, task, action, by);
  run.note(what);
  const entry = { accountId: run.request.accountId, runId: run.runId, by: by.name, at };
  const kind = action.kind === 'note' ? ('note' as const) : ('task' as const);
  await CancellationScope.nonCancellable(() =>
    record(run, `what ${by.name} did with a task`, () =>
      run.do.records.record({
        ...entry,
        ...{ key: run.mint('act'), kind, what: `${task.card.question} — ${what}` },
      }),
    ),
  );
  return { taskId, told: what, at };
}

async function carryOut(run: Run, task: LiveTask, action: TaskAction, by: Decider): Promise<string> {
  switch (action.kind) {
    case 'decline': {
      const role = nextAfter(task)!;
      if (task.ladder[0] === role) task.ladder.shift();
      task.roles.push(role);
      const because = `${by.name} declined: ${action.reason}`;
      task.passedOn.push({ to: { role }, because, from: by.email });
      return `${because} It goes to ${theRole(role)}.`;
    }
    case 'hand-over': {
      const { to } = action;
      if ('role' in to) task.roles.push(to.role);
      else task.takers.push(to.email.toLowerCase());
      const because = `${by.name} handed it over${action.reason ? `: ${action.reason}` : ''}`;
      task.passedOn.push({ to, because, from: by.email });
      return `${because} (to ${'role' in to ? theRole(to.role) : to.name})`;
    }
    case 'snooze':
      task.snoozed = { until: action.until, email: by.email };
      return `${by.name} wants to be reminded on ${action.until}`;
    case 'note':
      await note(run, task, action.text, by);
      return `${by.name} noted: ${action.text}`;
    case 'ask': {
      const { colleague, text } = action;
      task.consulted.push(colleague.email.toLowerCase());
      const { taskId } = task.card;
      const request = { key: run.mint('consult'), taskId, to: colleague, by: by.name, text, at: now() };
      await told(run, `asking ${colleague.name}`, () => run.do.notify.consult(request));
      return `${by.name} asked ${colleague.name}: ${text}`;
    }
  }
}

async function note(run: Run, task: LiveTask, text: string, by: Decider): Promise<void> {
  const entry = { by: by.name, text, at: now() };
  task.add(entry);
  const request = { taskId: task.card.taskId, note: entry, from: by.email, key: run.mint('note') };
  await told(run, 'showing the note', () => run.do.notify.noteTask(request));
}

/** What was done counts even when somebody cannot be told of it. */
async function told(run: Run, what: string, act: () => Promise<void>): Promise<void> {
  const end = await CancellationScope.nonCancellable(() => outcomeOf(act));
  if ('failure' in end) run.because(`Not done: ${what}. ${end.failure}`);
}

/** The open tasks of a role go to whoever holds it now. */
export function followTeam(run: Run, { data, because = 'The account changed hands.' }: AccountEvent): void {
  const moved = z.object({ role: roleSchema, from: z.email(), to: z.email() }).safeParse(data).data;
  if (!moved) return;
  for (const task of run.tasks.values()) {
    const has = (email: string) => task.asked.some((asked) => asked.toLowerCase() === email.toLowerCase());
    if (task.state.kind !== 'open' || task.purpose !== 'play' || !task.roles.includes(moved.role)) continue;
    if (has(moved.from) && !has(moved.to))
      task.passedOn.push({ to: { role: moved.role }, because, from: moved.from, moved: true });
  }
}

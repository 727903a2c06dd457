import type { Role } from '../src/domain/roles';
import type { Choice, Evidence, TaskCard } from '../src/domain/tasks';
import { businessHours, type BusinessWait, type Instant } from '../src/domain/waits';
import { effect, optionalEffect } from './effects';
import type { FactMatch } from './facts';
import { LiveTask, type GivenAnswer } from './live-task';
import { now, type Run } from './run';
import { Deadline, waitUntil } from './waits';

/** One way to answer: its label, and what happens then. */
export interface ChoiceSpec extends Partial<Pick<Choice, 'style' | 'reason' | 'fields'>> {
  readonly label: string;
  readonly effect: string;
}

/** A task for a role. */
export interface Question<Id extends string = string> {
  readonly question: string;
  /** Why now, in a sentence or two. */
  readonly why?: string;
  readonly evidence?: readonly Evidence[];
  readonly preview?: TaskCard['preview'];
  readonly choices: Readonly<Record<Id, ChoiceSpec>>;
  /** Business time of whoever is asked. */
  readonly due: BusinessWait;
  /** How long before the due time they are reminded; two business hours by default. */
  readonly remindBefore?: BusinessWait;
  /** Who is asked as well when the due time has passed, with the same time again. */
  readonly escalate?: Role;
  /** A fact that answers the question by itself: the task closes when it arrives, and the choice is `no-answer`. */
  readonly until?: FactMatch;
}

/** The answer to a task; `no-answer` when everybody's time has passed. */
export interface Answer<Id extends string = string> {
  readonly choice: Id | 'no-answer';
  readonly reason: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Name of the person; empty for `no-answer`. */
  readonly by: string;
}

/** Puts a task before a role and waits for its answer: reminder, due time, escalation, due time again. */
export async function ask<Id extends string>(run: Run, role: Role, question: Question<Id>): Promise<Answer<Id>> {
  const task = createTask(run, role, question);
  await waitForAnswer(run, task, question);
  const escalated = question.escalate ? ', nor after it was escalated' : '';
  task.close(
    moot(run, question) ? 'No longer needed: the answer is known.' : `Nobody answered in time${escalated}.`,
    now(),
  );
  await showOutcome(run, task);
  return answerOf<Id>(task);
}

export function createTask(run: Run, role: Role, question: Question): LiveTask {
  const choices = Object.entries(question.choices).map(([id, spec]) => ({
    id,
    ...spec,
    reason: spec.reason ?? ('none' as const),
    fields: spec.fields ?? [],
  }));
  const task = new LiveTask({
    taskId: run.mint('task'),
    runId: run.runId,
    play: run.contract.name,
    playTitle: run.contract.title,
    accountId: run.account.id,
    accountName: run.account.name,
    phase: run.phase,
    role,
    question: question.question,
    why: question.why,
    evidence: [...(question.evidence ?? [])],
    preview: question.preview,
    choices,
  });
  run.tasks.set(task.card.taskId, task);
  return task;
}

/** Returns when the task is no longer open or everybody's time has passed. */
export async function waitForAnswer(run: Run, task: LiveTask, question: Question): Promise<void> {
  const { card } = task;
  const settled = () => task.state.kind !== 'open' || moot(run, question);
  const first = await effect(run, `asking the ${card.role}`, () =>
    run.do.notify.openTask({
      card,
      at: now(),
      due: question.due,
      remindBefore: question.remindBefore ?? businessHours(2),
    }),
  );
  show(run, task, first);
  if (first.remindAt && !settled()) {
    if (await waitWithCard(run, task, first.remindAt, card.role, settled)) return;
    const due = dueOf(task);
    await optionalEffect(run, `reminding ${first.name}`, () =>
      run.do.notify.remindTask({ taskId: card.taskId, at: now(), due }),
    );
    run.note(`${first.name} is reminded`);
  }
  if (await waitWithCard(run, task, dueOf(task), card.role, settled)) return;
  if (!question.escalate) return;

  const { escalate } = question;
  task.roles.push(escalate);
  const second = await effect(run, `escalating to the ${escalate}`, () =>
    run.do.notify.escalateTask({ card, at: now(), due: question.due, to: escalate }),
  );
  run.because(`Escalated to ${second.name} (${escalate}): ${first.name} did not answer in time.`);
  show(run, task, second);
  await waitWithCard(run, task, second.due, escalate, settled);
}

const moot = (run: Run, { until }: Question): boolean => until !== undefined && run.facts.has(until);

function show(run: Run, task: LiveTask, opened: { email: string; name: string; due: Instant; note?: string }): void {
  task.asked.push(opened.email);
  if (task.state.kind === 'open') task.state = { kind: 'open', due: opened.due, note: opened.note };
  run.note(`${opened.name} is asked: ${task.card.question}${opened.note ? ` (${opened.note})` : ''}`);
}

const dueOf = (task: LiveTask): Instant => (task.state.kind === 'open' ? task.state.due : now());

/** A wait whose deadline the card shows: when a pause moves it, the card says so. */
async function waitWithCard(
  run: Run,
  task: LiveTask,
  until: Instant,
  role: Role,
  settled: () => boolean,
): Promise<boolean> {
  const deadline = new Deadline(`the ${role} to answer: ${task.card.question}`, until, { of: { role } });
  let known = deadline.at;
  return waitUntil(run, deadline, settled, async (moved) => {
    if (task.state.kind !== 'open') return;
    const due = new Date(Date.parse(task.state.due) + moved.at - known).toISOString();
    known = moved.at;
    task.state = { kind: 'open', due, note: 'The play was paused; the time to answer moved with it.' };
    await optionalEffect(run, 'updating the card of a task', () =>
      run.do.notify.updateTask({ card: task.card, state: task.state, revision: run.mint('revision') }),
    );
  });
}

/** Brings the task's cards to what became of it. */
export async function showOutcome(run: Run, task: LiveTask): Promise<void> {
  await optionalEffect(run, 'updating the card of a task', () =>
    run.do.notify.updateTask({ card: task.card, state: task.state, revision: 'close' }),
  );
  task.shown = true;
}

export function answerOf<Id extends string>(task: LiveTask): Answer<Id> {
  const given: GivenAnswer | undefined = task.answer;
  return {
    choice: (given?.choice ?? 'no-answer') as Id | 'no-answer',
    reason: given?.reason ?? (task.state.kind === 'closed' ? task.state.why : ''),
    fields: given?.fields ?? {},
    by: given?.by.name ?? '',
  };
}

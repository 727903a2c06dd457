import type { Draft } from '../../../activities/proposals/port';
import type { Role } from '../../../src/domain/roles';
import type { Question } from './cards';
import { keyFor, note, notify, now, proposals, waitUntil, type Run, type Task } from './run';

export interface Answer {
  readonly choice: string;
  readonly reason: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly by: string;
}

/** Asks a role and waits for the answer: reminder, due time, escalation. `moot` closes the task without one. */
export async function ask(run: Run, role: Role, question: Question, moot = () => false): Promise<Answer> {
  const task = newTask(run, role, question);
  await askAndWait(run, task, question, moot);
  await close(run, task, moot() ? 'No longer needed: the answer is known.' : 'Nobody answered in time.');
  return answerOf(task);
}

/** Has a draft approved by the CSM and the AE; an edit makes a version that the other one sees. */
export async function approve(run: Run, draft: Draft, questionFor: (version: Draft) => Question) {
  let version = draft;
  let editor: Role | undefined;
  for (;;) {
    const question = questionFor(version);
    const tasks = (['csm', 'ae'] as const)
      .filter((role) => role !== editor)
      .map((role) => ({ role, task: newTask(run, role, question) }));
    const answers = await Promise.all(
      tasks.map(async ({ role, task }) => {
        await askAndWait(run, task, question, () => false);
        await close(run, task, 'Nobody answered in time.');
        return { role, ...answerOf(task) };
      }),
    );
    const edit = answers.find(({ choice }) => choice === 'edit');
    if (!edit) {
      const refusal = answers.find(({ choice }) => choice !== 'approve');
      return refusal
        ? { approved: false as const, reason: refusal.reason }
        : { approved: true as const, draft: version };
    }
    version = await proposals.revise({
      documentId: version.documentId,
      version: version.version + 1,
      changes: edit.fields,
      by: edit.by,
      at: now(),
    });
    editor = edit.role;
    note(run, `${edit.by} edited ${version.title}: version ${version.version}.`);
  }
}

export async function close(run: Run, task: Task, why: string): Promise<void> {
  if (task.state.kind === 'open') task.state = { kind: 'closed', why, at: now() };
  await notify.updateTask({ card: task.card, state: task.state, revision: 'close' });
}

function newTask(run: Run, role: Role, question: Question): Task {
  const account = run.account!;
  const task: Task = {
    card: {
      taskId: keyFor(run, 'task'),
      runId: run.runId,
      play: 'expansion',
      playTitle: 'Expansion',
      accountId: account.id,
      accountName: account.name,
      phase: run.phase,
      role,
      question: question.question,
      why: question.why,
      evidence: question.evidence ?? [],
      preview: question.preview,
      choices: question.choices,
    },
    roles: [role],
    asked: [],
    state: { kind: 'open', due: '' },
  };
  run.tasks.set(task.card.taskId, task);
  return task;
}

async function askAndWait(run: Run, task: Task, question: Question, moot: () => boolean): Promise<void> {
  const { card } = task;
  const { due, escalateTo } = question;
  const settled = () => task.state.kind !== 'open' || moot();
  const what = `the ${card.role} to answer: ${card.question}`;
  const first = await notify.openTask({ card, at: now(), due, remindBefore: { businessHours: 2 } });
  asked(run, task, first);
  if (first.remindAt && !settled()) {
    if (await waitUntil(run, what, Date.parse(first.remindAt), settled)) return;
    await notify.remindTask({ taskId: card.taskId, at: now(), due: first.due });
  }
  if (await waitUntil(run, what, Date.parse(first.due), settled)) return;
  if (!escalateTo) return;
  task.roles.push(escalateTo);
  const second = await notify.escalateTask({ card, at: now(), due, to: escalateTo });
  run.reasons.push(`Escalated to ${second.name} (${escalateTo}): ${first.name} did not answer in time.`);
  asked(run, task, second);
  await waitUntil(run, `the ${escalateTo} to answer: ${card.question}`, Date.parse(second.due), settled);
}

function asked(run: Run, task: Task, person: { name: string; email: string; due: string; note?: string }): void {
  task.asked.push(person.email);
  if (task.state.kind === 'open') task.state = { kind: 'open', due: person.due, note: person.note };
  note(run, `${person.name} is asked: ${task.card.question}`);
}

function answerOf({ answer, state }: Task): Answer {
  return {
    choice: answer?.choice ?? 'no-answer',
    reason: answer?.reason ?? (state.kind === 'closed' ? state.why : ''),
    fields: answer?.fields ?? {},
    by: answer?.by.name ?? '',
  };
}

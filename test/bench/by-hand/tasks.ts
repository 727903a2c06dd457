import type { Draft } from '../../../activities/proposals/port';
import { rewritten } from '../../../src/domain/letter-review';
import { documentReview, reviewQuestion } from '../../../src/domain/review-question';
import type { Role } from '../../../src/domain/roles';
import { waitMs } from '../../../src/domain/waits';
import type { Question, Review } from '../../../workflows';
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
export async function approve(run: Run, draft: Draft, review: Review) {
  const { evidence, editable, cover, due, escalate, onReject } = review;
  let version = draft;
  let letter = cover;
  let changes: Readonly<Record<string, string>> = {};
  let editor: { role: Role; name: string } | undefined;
  for (;;) {
    const entries = editable.map((field) => ({ ...field, initial: changes[field.id] ?? field.initial }));
    const { title, excerpt: text, version: number } = version;
    const asked = {
      ...{ title, to: 'the customer', reviewers: 2, number, editor: editor?.name, onReject },
      evidence: evidence ?? [],
      ...documentReview({ title, version: number, text, cover: letter, editable: entries }),
    };
    const tasks = (['csm', 'ae'] as const)
      .filter((role) => role !== editor?.role)
      .map((role) => {
        const words = reviewQuestion({ ...asked, author: role === 'ae' ? undefined : 'ae' });
        const question = { ...words, due, escalate: escalate?.[role] };
        return { role, question, task: newTask(run, role, question) };
      });
    const answers = await Promise.all(
      tasks.map(async ({ role, question, task }) => {
        await askAndWait(run, task, question, () => false);
        await close(run, task, 'Nobody answered in time.');
        return { role, ...answerOf(task) };
      }),
    );
    const edit = answers.find(({ choice }) => choice === 'edit');
    if (!edit) {
      const refusal = answers.find(({ choice }) => choice !== 'approve');
      if (refusal) return { approved: false as const, reason: refusal.reason };
      return { approved: true as const, draft: version, cover: letter, changes };
    }
    changes = { ...changes, ...edit.fields };
    letter = rewritten(letter, edit.fields);
    version = await proposals.revise({
      documentId: version.documentId,
      version: version.version + 1,
      changes: edit.fields,
      by: edit.by,
      at: now(),
    });
    editor = { role: edit.role, name: edit.by };
    run.reasons.push(`${edit.by} edited ${version.title}: version ${version.version}.`);
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
      evidence: [...(question.evidence ?? [])],
      preview: question.preview,
      choices: Object.entries(question.choices).map(([id, choice]) => ({
        id,
        ...choice,
        reason: choice.reason ?? 'none',
        fields: [...(choice.fields ?? [])],
      })),
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
  const { due, escalate } = question;
  const settled = () => task.state.kind !== 'open' || moot();
  const what = `the ${card.role} to answer: ${card.question}`;
  const until = typeof due === 'string' ? new Date(Date.now() + waitMs(due)).toISOString() : due;
  const first = await notify.openTask({ card, at: now(), due: until, remindBefore: { businessHours: 2 } });
  asked(run, task, first);
  if (first.remindAt && !settled()) {
    if (await waitUntil(run, what, Date.parse(first.remindAt), settled)) return;
    await notify.remindTask({ taskId: card.taskId, at: now(), due: first.due });
  }
  if (await waitUntil(run, what, Date.parse(first.due), settled)) return;
  if (!escalate) return;
  task.roles.push(escalate);
  const second = await notify.giveTask({
    ...{ card, at: now(), due: until, to: { role: escalate }, step: `${card.taskId}/give` },
    because: `${first.name} did not answer in time`,
  });
  run.reasons.push(`Escalated to ${second.name} (${escalate}): ${first.name} did not answer in time.`);
  asked(run, task, second);
  await waitUntil(run, `the ${escalate} to answer: ${card.question}`, Date.parse(second.due), settled);
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

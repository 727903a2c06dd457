import { ROLE_TITLES } from '../../src/domain/roles';
import type { Assignment, TaskRow } from '../../src/store/store';
import { askedPeople, cardOut, viewFor, type Asked } from './asked-people';
import { cardSubject } from './card-mail';
import { recipientOf, type NotifyContext } from './notify-context';
import { assigneeFor, openTask, showCard, taskOpened } from './open-task';
import { sentence, spokenTime } from './plain-words';
import type { EscalateTaskRequest, TaskOpened } from './port';
import { showState } from './show-state';

/**
 * Gives the task to a further role as well and says so on the cards already out. Somebody who was asked before gets no
 * second card but is told in words. A task that is no longer open stays with whom it was.
 */
export async function escalateTask(context: NotifyContext, request: EscalateTaskRequest): Promise<TaskOpened> {
  const { to, card } = request;
  const { tasks } = context.store;
  const stored = await tasks.get(card.taskId);
  if (!stored) return openTask(context, { ...request, card: { ...card, role: to } });

  const held = heldBy(stored, to);
  if (stored.state.kind !== 'open' && held) return taskOpened(context, request, held);

  const assignee = await assigneeFor(context, request, to);
  const because = `escalated; ${assignee.assignment.because}`;
  const row = await tasks.assign(card.taskId, { ...assignee.assignment, because });
  const assignment = heldBy(row, to) ?? assignee.assignment;
  const asked = (await askedPeople(context, row)).find(({ to: { email } }) => isSame(email, assignment.email));
  const before = asked?.assignment.role === to ? undefined : asked;
  await show(context, request, assignment, before, assignee.note);
  return taskOpened(context, request, assignment, assignee.note);
}

/** `before`: the assignment by which the same person was asked already. */
async function show(
  context: NotifyContext,
  { to, card }: EscalateTaskRequest,
  assignment: Assignment,
  before: Asked | undefined,
  standIn: string | undefined,
): Promise<void> {
  const { name } = await recipientOf(context.store, assignment.email);
  const what = before
    ? `${name} was asked again, as ${ROLE_TITLES[to]}`
    : `${name} has been asked as well; either of you can answer`;
  const note = standIn ? `${sentence(what)} ${sentence(standIn)}` : what;
  const row = await context.store.tasks.update(card.taskId, {
    state: { kind: 'open', due: assignment.due, note },
  });
  if (row.state.kind !== 'open') return;
  if (before) await askAgain(context, row, before, assignment);
  else await showCard(context, row, assignment);
  await showState(context, row.taskId, `escalate-${to}`, (each) => each.assignment.role !== to);
}

async function askAgain(context: NotifyContext, row: TaskRow, asked: Asked, { role, due }: Assignment): Promise<void> {
  const { to } = asked;
  const channel = await context.channelFor(asked.key, to);
  const words = {
    title: cardSubject(viewFor(row, asked)),
    text: `Nobody has answered yet, and you are asked as ${ROLE_TITLES[role]} too. Please answer by ${spokenTime(due, to.timeZone)}: ${row.card.question}`,
  };
  await channel.postWords(`${row.taskId}/again/${role}`, to, words, await cardOut(context, asked));
}

/** The assignment of the role; else, of a task that was closed before, the first one. */
function heldBy(row: TaskRow, role: Assignment['role']): Assignment | undefined {
  const assignment = row.assignments.find((each) => each.role === role);
  return assignment ?? (row.state.kind === 'open' ? undefined : row.assignments[0]);
}

function isSame(email: string, other: string): boolean {
  return email.toLowerCase() === other.toLowerCase();
}

import { ROLE_TITLES } from '../../src/domain/roles';
import type { Assignment, TaskRow } from '../../src/store/store';
import { askedPeople, cardOut, isSame, viewFor, type Asked } from './asked-people';
import { cardSubject } from './card-mail';
import { recipientOf, type NotifyContext } from './notify-context';
import { assigneeFor, openTask, sayAsked, showCard, taskOpened } from './open-task';
import { sentence, spokenTime } from './plain-words';
import type { GiveTaskRequest, TaskOpened } from './port';
import { showState } from './show-state';

/**
 * Gives the task to somebody else and says so on the cards already out; whoever gave it away keeps a card without
 * buttons. Somebody who was asked before gets no second card but is told in words. A task that is no longer open stays
 * with whom it was.
 */
export async function giveTask(context: NotifyContext, request: GiveTaskRequest): Promise<TaskOpened> {
  const { to, card, step } = request;
  const { tasks } = context.store;
  const stored = await tasks.get(card.taskId);
  if (!stored) return openTask(context, { ...request, card: { ...card, role: 'role' in to ? to.role : card.role } });

  const held = heldBy(stored, step);
  if (stored.state.kind !== 'open' && held) return taskOpened(context, request, { assignment: held });

  if ('channel' in to && !(await context.threads.takes(card.runId)))
    return { email: to.channel, name: to.channel, due: request.at, nobody: true };
  const assignee = await assigneeFor(context, request, to);
  const because = `${request.because}; ${assignee.assignment.because}`;
  const due = request.keepDue ?? assignee.assignment.due;
  const row = await tasks.assign(card.taskId, { ...assignee.assignment, due, because, step });
  const assignment = heldBy(row, step) ?? assignee.assignment;
  const { name } = await recipientOf(context.store, assignment.email);
  const assignments = row.assignments.map((each) => passedOn(each, request, { to: assignment, name }));
  await tasks.update(card.taskId, { assignments });
  await show(context, request, row, { assignment, name, standIn: assignee.note });
  await recordStep(context, request, assignment);
  return taskOpened(context, request, { ...assignee, assignment });
}

/** Whoever gave the task away no longer has it; whoever gets it has it again. */
function passedOn(
  each: Assignment,
  { from, moved }: GiveTaskRequest,
  { to, name }: { readonly to: Assignment; readonly name: string },
): Assignment {
  if (isSame(each.email, to.email)) {
    const { passedOn: _passedOn, wentTo: _wentTo, consulted: _consulted, ...again } = each;
    return again;
  }
  if (from === undefined || !isSame(each.email, from)) return each;
  return { ...each, passedOn: true, wentTo: { name, ...(moved && { moved }) } };
}

/** What a person does with a task is recorded with who did it; a rung of the ladder is here. */
async function recordStep(
  { store }: NotifyContext,
  { card, because, from, keepDue, step, at }: GiveTaskRequest,
  { email }: Assignment,
): Promise<void> {
  if (from !== undefined || keepDue !== undefined) return;
  const { name } = await recipientOf(store, email);
  const { runId, accountId } = card;
  const what = `${card.question} — ${sentence(because)} It goes to ${name}.`;
  await store.ledger.add({ key: `${step}/ledger`, kind: 'task', accountId, runId, what, by: 'playmaker', at });
}

async function show(
  context: NotifyContext,
  { because, card, from, step }: GiveTaskRequest,
  stored: TaskRow,
  { assignment, name, standIn }: { assignment: Assignment; name: string; standIn: string | undefined },
): Promise<void> {
  const before = (await askedPeople(context, stored)).find(
    ({ to, assignment: first }) => isSame(to.email, assignment.email) && first.step !== step,
  );
  const { role, email, due } = assignment;
  const isAgain = before !== undefined && !before.assignment.consulted;
  const how = assignment.channel !== undefined ? 'channel' : isAgain ? 'again' : from === undefined ? 'well' : 'alone';
  const given = { because, to: { email, name }, role, how, ...(standIn !== undefined && { standIn }) } as const;
  const row = await context.store.tasks.update(card.taskId, {
    state: { ...openState(stored), kind: 'open', due, note: undefined, given },
  });
  if (row.state.kind !== 'open') return;
  const stands = before
    ? await askAgain(context, row, before, { assignment, isAgain })
    : await showCard(context, row, assignment);
  await sayAsked(context, row, assignment, { key: `${step}/asked`, because }, stands);
  const isNew = (each: Asked) => each.assignment.step === step;
  await showState(context, row.taskId, `give/${assignment.role}/${assignment.email}`, {
    isConcerned: (each) => !isNew(each),
  });
}

const openState = ({ state }: TaskRow) => (state.kind === 'open' ? state : {});

async function askAgain(
  context: NotifyContext,
  row: TaskRow,
  asked: Asked,
  { assignment: { role, due, step }, isAgain }: { assignment: Assignment; isAgain: boolean },
): Promise<'room' | 'direct'> {
  const { to } = asked;
  const channel = await context.channelFor(asked.key, to);
  const asks = viewFor(row, asked);
  const words = {
    asks,
    title: cardSubject(asks),
    text: `${isAgain ? 'It comes back to you' : 'Now it is yours to answer'}, as ${ROLE_TITLES[role]}. Please answer by ${spokenTime(due, to.timeZone)}: ${row.card.question}`,
  };
  const receipt = await channel.postWords(`${step}/again`, to, words, await cardOut(context, asked));
  return receipt?.thread === undefined ? 'direct' : 'room';
}

/** The assignment of the step; else, of a task that was closed before, the first one. */
function heldBy(row: TaskRow, step: string): Assignment | undefined {
  const assignment = row.assignments.find((each) => each.step === step);
  return assignment ?? (row.state.kind === 'open' ? undefined : row.assignments[0]);
}

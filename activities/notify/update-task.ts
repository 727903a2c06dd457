import type { TaskRow } from '../../src/store/store';
import { askedPeople, withdrawCard } from './asked-people';
import type { NotifyContext } from './notify-context';
import { sentence } from './plain-words';
import type { UpdateTaskRequest } from './port';
import { forAll, showState } from './show-state';

/**
 * Brings every card of the task up to date. On closing, cards that are not out are withdrawn for good first; one that
 * is being sent at the moment ends the attempt with EFFECT_UNDER_WAY. An open state without a note keeps the stored one.
 */
export async function updateTask(context: NotifyContext, request: UpdateTaskRequest): Promise<void> {
  const { card, state, revision } = request;
  const stored = (await context.store.tasks.get(card.taskId)) ?? (await storeClosed(context, request));
  if (!stored) return;
  const known = stored.state.kind === 'open' ? stored.state : undefined;
  const row = await context.store.tasks.update(card.taskId, {
    card,
    state:
      state.kind === 'open' && state.note === undefined ? { ...state, note: known?.note, given: known?.given } : state,
  });
  // An update of an earlier step that comes after the closing has nothing to say.
  if (state.kind === 'open' && row.state.kind !== 'open') return;
  if (row.state.kind !== 'open')
    await forAll(await askedPeople(context, row), async (asked) => {
      await withdrawCard(context, row, asked);
    });
  await showState(context, card.taskId, revision);
  await sayClosed(context, row);
}

/** An answer is told with who gave it; that the play has ended, by itself. */
async function sayClosed(
  { threads }: NotifyContext,
  { taskId, runId, card, state, assignments }: TaskRow,
): Promise<void> {
  if (state.kind !== 'closed' || assignments.length === 0 || state.withPlay) return;
  await threads.say({ key: `${taskId}/closed`, runId, text: `No answer to: ${card.question} ${sentence(state.why)}` });
}

/** Remembers that a task was closed before it was opened: a late attempt to open it then asks nobody. */
async function storeClosed(context: NotifyContext, { card, state }: UpdateTaskRequest): Promise<TaskRow | undefined> {
  if (state.kind === 'open') return undefined;
  const { taskId, runId, accountId } = card;
  return context.store.tasks.open({ taskId, runId, accountId, card, state, assignments: [], openedAt: state.at });
}

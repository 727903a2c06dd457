import { outcomeOf } from './attempt';
import type { LiveTask } from './live-task';
import type { Run } from './run';

/**
 * Brings the cards of a task to its state. A card that cannot be changed holds nothing up: what counts is recorded, a
 * later press of its buttons is refused with what became of the task, and the end of the play tries once more.
 * Updates of one task follow one another, each with the state it then has.
 */
export function updateCards(run: Run, task: LiveTask, revision: string): Promise<void> {
  const update = task.updated.then(() => updateNow(run, task, revision));
  task.updated = update.catch(() => undefined);
  return update;
}

async function updateNow(run: Run, task: LiveTask, revision: string): Promise<void> {
  const { card, state } = task;
  const updated = await outcomeOf(() => run.do.notify.updateTask({ card, state, revision }));
  if ('failure' in updated) run.because(`The card “${card.question}” could not be updated. ${updated.failure}`);
  else if (state.kind !== 'open') task.shown = true;
}

/** Brings the cards to what became of the task. */
export const showOutcome = (run: Run, task: LiveTask): Promise<void> => updateCards(run, task, 'close');

import { readCardAction } from '../../../activities/notify/card-blocks';
import { choiceModal, needsModal } from '../../../activities/notify/choice-modal';
import { readMenuChoice } from '../../../activities/notify/more-menu';
import { readShowAll, wholeCardModal } from '../../../activities/notify/whole-card';
import { ApiProblem } from '../problems';
import { openTaskAction } from './handle-task-action';
import { openDialog } from './open-dialog';
import type { BlockActions } from './payloads';
import type { Place, SlackContext } from './slack-context';
import { emailOf } from './slack-person';
import { carryOut } from './tell';

/** Works on the buttons of task cards that were clicked; other buttons are none of ours. */
export async function handleClick(context: SlackContext, click: BlockActions): Promise<void> {
  const place = { user: click.user.id, channel: click.channel?.id, responseUrl: click.response_url };
  for (const action of click.actions) {
    const card = readCardAction(action);
    const other = readMenuChoice(action);
    const whole = readShowAll(action);
    if (whole !== undefined) await carryOut(context, place, () => showAll(context, click, place, whole));
    else if (other) await carryOut(context, place, () => openTaskAction(context, click, place, other));
    else if (!card) context.log.debug({ actionId: action.action_id }, 'a click on something else');
    else await carryOut(context, place, () => answer(context, click, place, card, action.action_ts));
  }
}

async function showAll(context: SlackContext, click: BlockActions, place: Place, taskId: string): Promise<void> {
  const task = await context.store.tasks.get(taskId);
  if (!task) throw new ApiProblem('TASK_UNKNOWN', 'This task is not known any more.');
  await openDialog(context, click.trigger_id, place, wholeCardModal(task.card, task.state));
}

async function answer(
  context: SlackContext,
  click: BlockActions,
  place: Place,
  { taskId, choice: choiceId }: { taskId: string; choice: string },
  actionTs: string,
): Promise<void> {
  const { store, plays } = context;
  const task = await store.tasks.get(taskId);
  if (!task) throw new ApiProblem('TASK_UNKNOWN', 'This task is not known any more.');
  const choice = task.card.choices.find(({ id }) => id === choiceId);
  // A stale card is not worth a dialog: the play refuses the click with who decided and when.
  if (choice && needsModal(choice) && task.state.kind === 'open') {
    const responseUrl = click.container?.is_ephemeral ? click.response_url : undefined;
    const card = { channel: click.channel?.id ?? '', ts: click.message?.ts ?? '', responseUrl };
    return openDialog(context, click.trigger_id, place, choiceModal(task.card, choice, card));
  }
  const as = await emailOf(context, place.user);
  // A click that Slack delivers twice is the same update, and so one decision.
  await plays.decide(task.runId, { taskId, choice: choiceId, as, updateId: `slack/${place.user}/${actionTs}` });
}

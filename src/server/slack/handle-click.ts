import { readCardAction } from '../../../activities/notify/card-blocks';
import { choiceModal, needsModal } from '../../../activities/notify/choice-modal';
import { slackErrorCode } from '../../../activities/notify/slack-failure';
import type { Choice } from '../../domain/tasks';
import type { TaskRow } from '../../store/store';
import { ApiProblem } from '../problems';
import type { BlockActions } from './payloads';
import type { Place, SlackContext } from './slack-context';
import { emailOf } from './slack-person';
import { carryOut, tell } from './tell';

/** Works on the buttons of task cards that were clicked; other buttons are none of ours. */
export async function handleClick(context: SlackContext, click: BlockActions): Promise<void> {
  const place = { user: click.user.id, channel: click.channel?.id };
  for (const action of click.actions) {
    const card = readCardAction(action);
    if (!card) context.log.debug({ actionId: action.action_id }, 'a click on something else');
    else await carryOut(context, place, () => answer(context, click, place, card, action.action_ts));
  }
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
  if (choice && needsModal(choice) && task.state.kind === 'open')
    return openDialog(context, click, place, task, choice);
  const as = await emailOf(context, place.user);
  // A click that Slack delivers twice is the same update, and so one decision.
  await plays.decide(task.runId, { taskId, choice: choiceId, as, updateId: `slack/${place.user}/${actionTs}` });
}

/** The dialog for a choice's reason and fields. Slack allows it within three seconds of the click, once. */
async function openDialog(
  context: SlackContext,
  click: BlockActions,
  place: Place,
  task: TaskRow,
  choice: Choice,
): Promise<void> {
  const view = choiceModal(task.card, choice, { channel: click.channel?.id ?? '', ts: click.message?.ts ?? '' });
  try {
    await context.client.views.open({ trigger_id: click.trigger_id, view });
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === 'exchanged_trigger_id') context.log.debug('the dialog of a redelivered click is open already');
    else if (code === 'expired_trigger_id') await tell(context, place, 'That took too long. Please click once more.');
    else throw error;
  }
}

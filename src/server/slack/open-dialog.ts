import type { ModalView } from '@slack/types';
import { slackErrorCode } from '../../../activities/notify/slack-failure';
import type { Place, SlackContext } from './slack-context';
import { tell } from './tell';

/** Opens a dialog. Slack allows it within three seconds of the click, once. */
export async function openDialog(
  context: SlackContext,
  triggerId: string,
  place: Place,
  view: ModalView,
): Promise<void> {
  try {
    await context.client.views.open({ trigger_id: triggerId, view });
  } catch (error) {
    const code = slackErrorCode(error);
    if (code === 'exchanged_trigger_id') context.log.debug('the dialog of a redelivered click is open already');
    else if (code === 'expired_trigger_id') await tell(context, place, 'That took too long. Please click once more.');
    else throw error;
  }
}

import { slackErrorCode } from '../../../activities/notify/slack-failure';
import { escaped, slackDate } from '../../../activities/notify/slack-text';
import { ApiProblem } from '../problems';
import { answer } from './desk';
import type { Place, SlackContext } from './slack-context';

/** Tells one person, and nobody else, what came of their click: by a call, or where they clicked when calls are refused. */
export async function tell(context: SlackContext, place: Place, text: string): Promise<void> {
  const { user, responseUrl } = place;
  try {
    await toldByCall(context, place, text);
  } catch (error) {
    if (responseUrl === undefined) throw error;
    await answer(context, user, { on: 'message', responseUrl, replaces: false }, { text });
  }
}

async function toldByCall({ client }: SlackContext, { user, channel }: Place, text: string): Promise<void> {
  if (channel !== undefined && (await toldIn({ client }, { user, channel }, text))) return;
  await client.chat.postMessage({ channel: user, text });
}

/** Where the app cannot say anything, for it is not there or nobody is any more. */
const CLOSED = new Set(['channel_not_found', 'not_in_channel', 'user_not_in_channel', 'is_archived']);

/** Whether it could be said there. */
async function toldIn(
  { client }: Pick<SlackContext, 'client'>,
  place: { readonly user: string; readonly channel: string },
  text: string,
): Promise<boolean> {
  try {
    await client.chat.postEphemeral({ ...place, text });
    return true;
  } catch (error) {
    if (CLOSED.has(slackErrorCode(error) ?? '')) return false;
    throw error;
  }
}

/** Carries an interaction out; whatever goes wrong is told to the person, and the log when it is our fault. */
export async function carryOut(context: SlackContext, place: Place, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const isOurs = !(error instanceof ApiProblem) || error.status >= 500;
    if (isOurs) context.log.error({ err: error }, 'an interaction failed');
    await tell(context, place, isOurs ? apology(error, context.requestId) : refusal(error));
  }
}

/** Why a click did not count. */
function refusal({ detail }: ApiProblem): string {
  return `Thank you, but this did not count: ${spoken(detail)}`;
}

/** Slack recommends at most 4,000 characters; what people wrote can be much longer. */
const MOST = 3000;

/** A text in Slack's markup, its moments in the reader's own zone. */
export function spoken(text: string): string {
  return escaped(text, MOST).replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, (instant) =>
    slackDate(instant),
  );
}

function apology(error: unknown, requestId: string): string {
  const mayStillCount = error instanceof ApiProblem && error.code === 'WORKER_SILENT';
  const what = mayStillCount
    ? 'The play did not answer yet. Your answer may still count: if the card has not changed in a few minutes, please click again.'
    : 'Something went wrong on our side and your answer did not count. Please click again.';
  return `${what} If it stays like this, tell whoever runs playmaker this number: ${requestId}.`;
}

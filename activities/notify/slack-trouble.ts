import { ApplicationFailure } from '@temporalio/common';
import { slackErrorCode } from './slack-failure';

/**
 * By Slack's error, what operations does about a channel that takes no messages of ours.
 * Source: docs.slack.dev/reference/methods/chat.postMessage, "Errors".
 */
const TROUBLES: Readonly<Record<string, string>> = {
  channel_not_found:
    'Correct the channel in the section `messages` of the house rules; into a private one, invite the app with /invite.',
  is_archived: 'Unarchive the channel in Slack, or name another one in the section `messages` of the house rules.',
  not_in_channel: 'Invite the app: type /invite and its name in the channel.',
  is_inactive: 'Unarchive or unlock the channel in Slack.',
  restricted_action: 'Allow the app to post there, in the channel’s posting permissions.',
  restricted_action_read_only_channel: 'Allow the app to post there, in the channel’s posting permissions.',
  restricted_action_thread_only_channel: 'Allow the app to post there, in the channel’s posting permissions.',
  restricted_action_non_threadable_channel: 'Allow threads in the channel.',
  missing_scope: 'Install the app again from `playmaker slack manifest`, which names its scopes.',
  no_permission: 'Install the app again from `playmaker slack manifest`, which names its scopes.',
};
/** The message to reply to is gone. */
export const NO_THREAD: readonly string[] = ['thread_not_found', 'message_not_found', 'cannot_reply_to_message'];
/** A message in such a channel cannot be changed either. */
export const CHANNEL_TROUBLES: readonly string[] = Object.keys(TROUBLES);

/** A channel that takes no messages of ours: Slack's error, and what operations does about it. */
export interface ChannelTrouble {
  readonly error: string;
  readonly next: string;
}

/** What is the matter with the channel; undefined when something else went wrong. */
export function channelTrouble(error: unknown): ChannelTrouble | undefined {
  const code = codeOf(error);
  return code !== undefined && Object.hasOwn(TROUBLES, code) ? { error: code, next: TROUBLES[code]! } : undefined;
}

/** Whether somebody deleted the first message of the thread. */
export const isThreadGone = (error: unknown): boolean => NO_THREAD.includes(codeOf(error) ?? '');

const codeOf = (error: unknown): string | undefined =>
  slackErrorCode(error instanceof ApplicationFailure ? error.cause : error);

/** The channel is not known to Slack, as though it had been asked. */
export const NOT_FOUND: ChannelTrouble = { error: 'channel_not_found', next: TROUBLES['channel_not_found']! };

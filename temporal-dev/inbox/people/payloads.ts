import type { InboxPerson, ModalView } from '../model';
import { app, team } from '../slack/identity';
import { handleOf } from '../slack/users';
import { wireMessage } from '../slack/wire-message';
import type { StoredConversation, StoredMessage } from '../state/journal';
import type { FoundButton } from './find-action';

/** What Slack sends for a click. Source: docs.slack.dev/reference/interaction-payloads/block_actions-payload. */
export function blockActionsPayload(click: {
  person: InboxPerson;
  conversation: StoredConversation;
  message: StoredMessage;
  found: FoundButton;
  triggerId: string;
  responseUrl: string;
  actionTs: string;
}): Record<string, unknown> {
  const { person, conversation, message, found, actionTs } = click;
  const { value, style, text, action_id } = found.button;
  return {
    type: 'block_actions',
    ...origin(person),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: conversation.id,
      is_ephemeral: message.ephemeralFor !== undefined,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: click.triggerId,
    channel: { id: conversation.id, name: conversation.partner ? 'directmessage' : conversation.name },
    message: wireMessage(message, { metadata: true }),
    state: { values: {} },
    response_url: click.responseUrl,
    actions: [
      {
        type: 'button',
        action_id,
        block_id: found.blockId,
        text,
        ...(value === undefined ? {} : { value }),
        ...(style === undefined ? {} : { style }),
        action_ts: actionTs,
      },
    ],
  };
}

/** What Slack sends when a modal is submitted. Source: docs.slack.dev/reference/interaction-payloads/view-interactions-payload. */
export function viewSubmissionPayload(
  person: InboxPerson,
  view: ModalView,
  values: Record<string, Record<string, unknown>>,
  triggerId: string,
): Record<string, unknown> {
  return {
    type: 'view_submission',
    ...origin(person),
    trigger_id: triggerId,
    view: { ...view, state: { values } },
    response_urls: [],
  };
}

/** What Slack sends when a modal with `notify_on_close` is closed. */
export function viewClosedPayload(person: InboxPerson, view: ModalView, isCleared: boolean): Record<string, unknown> {
  return { type: 'view_closed', ...origin(person), view, is_cleared: isCleared };
}

function origin(person: InboxPerson): Record<string, unknown> {
  const handle = handleOf(person);
  return {
    user: { id: person.id, username: handle, name: handle, team_id: team.id },
    api_app_id: app.appId,
    // Slack's long deprecated verification token: present in its payloads, of no use to anyone.
    token: 'deprecated-verification-token',
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

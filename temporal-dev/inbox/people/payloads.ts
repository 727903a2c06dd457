import type { HomeView, InboxPerson, ModalView } from '../model';
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
  const { person, conversation, message } = click;
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
    actions: [actionOf(click)],
  };
}

/** What Slack sends for a click on the Home tab: it names the view instead of a message, and there is no response_url. */
export function homeActionsPayload(click: {
  person: InboxPerson;
  view: HomeView;
  found: FoundButton;
  triggerId: string;
  actionTs: string;
}): Record<string, unknown> {
  const { person, view } = click;
  return {
    type: 'block_actions',
    ...origin(person),
    container: { type: 'view', view_id: view.id },
    trigger_id: click.triggerId,
    view,
    actions: [actionOf(click)],
  };
}

function actionOf({ found, actionTs }: { found: FoundButton; actionTs: string }): Record<string, unknown> {
  const { value, style, text, action_id } = found.button;
  if (found.option)
    return {
      ...{ type: 'overflow', action_id, block_id: found.blockId },
      ...{ selected_option: found.option, action_ts: actionTs },
    };
  return {
    type: 'button',
    action_id,
    block_id: found.blockId,
    text,
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
    action_ts: actionTs,
  };
}

/** What Slack sends for a command. Source: docs.slack.dev/interactivity/implementing-slash-commands. */
export function slashCommandPayload(typed: {
  person: InboxPerson;
  conversation: StoredConversation;
  command: string;
  text: string;
  triggerId: string;
  responseUrl: string;
}): Record<string, string> {
  const { person, conversation, command, text } = typed;
  return {
    token: 'deprecated-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: conversation.id,
    channel_name: conversation.partner ? 'directmessage' : conversation.name,
    user_id: person.id,
    user_name: handleOf(person),
    command,
    text,
    api_app_id: app.appId,
    is_enterprise_install: 'false',
    response_url: typed.responseUrl,
    trigger_id: typed.triggerId,
  };
}

/** What Slack sends when somebody looks at the Home tab. Source: docs.slack.dev/reference/events/app_home_opened. */
export function homeOpenedPayload(opened: {
  person: InboxPerson;
  conversation: StoredConversation;
  view: HomeView | undefined;
  eventId: string;
}): Record<string, unknown> {
  const { person, conversation, view, eventId } = opened;
  const now = Date.now() / 1000;
  return {
    token: 'deprecated-verification-token',
    team_id: team.id,
    api_app_id: app.appId,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(now),
    event: {
      type: 'app_home_opened',
      user: person.id,
      channel: conversation.id,
      tab: 'home',
      event_ts: now.toFixed(6),
      ...(view && { view }),
    },
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

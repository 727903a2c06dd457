import type { StoredMessage } from '../state/journal';
import { app, team } from './identity';

/** A message in the shape in which Slack's API and its interaction payloads carry it. */
export function wireMessage(message: StoredMessage, options: { metadata: boolean }): Record<string, unknown> {
  const author = message.author
    ? { user: message.author.id }
    : { user: app.botUserId, bot_id: app.botId, app_id: app.appId };
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    ...author,
    team: team.id,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length ? { blocks: message.blocks } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.editedTs ? { edited: { user: app.botUserId, ts: message.editedTs } } : {}),
    ...(options.metadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

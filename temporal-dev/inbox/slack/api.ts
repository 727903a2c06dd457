import { timingSafeEqual } from 'node:crypto';
import * as apps from './apps';
import { CallArguments } from './call-arguments';
import * as chat from './chat';
import * as conversations from './conversations';
import type { SlackContext, SlackMethod } from './method';
import { SlackRefusal } from './refusal';
import * as users from './users';
import * as views from './views';

const methods = new Map<string, SlackMethod>([
  ['apps.connections.open', apps.connectionsOpen],
  ['auth.test', users.authTest],
  ['chat.postEphemeral', chat.postEphemeral],
  ['chat.postMessage', chat.postMessage],
  ['chat.update', chat.update],
  ['conversations.history', conversations.history],
  ['conversations.list', conversations.list],
  ['conversations.open', conversations.open],
  ['conversations.replies', conversations.replies],
  ['users.info', users.info],
  ['users.lookupByEmail', users.lookupByEmail],
  ['views.open', views.open],
  ['views.publish', views.publish],
  ['views.update', views.update],
]);

/** A call of the Web API as it came over HTTP. */
export interface SlackCall {
  method: string;
  /** The Authorization header. */
  authorization?: string;
  args: Record<string, unknown>;
}

/** Carries out one call and gives Slack's answer; Slack answers 200 also when it refuses. */
export function callSlack(call: SlackCall, botToken: string, context: SlackContext): Record<string, unknown> {
  try {
    const method = methods.get(call.method);
    if (!method) throw new SlackRefusal('unknown_method');
    checkToken(call, botToken, context);
    return { ok: true, ...method(new CallArguments(call.args), context) };
  } catch (error) {
    if (error instanceof SlackRefusal) return error.toAnswer();
    throw error;
  }
}

function checkToken(call: SlackCall, botToken: string, { sockets }: SlackContext): void {
  const bearer = /^Bearer (.+)$/.exec(call.authorization ?? '')?.[1];
  const given = bearer ?? (typeof call.args.token === 'string' ? call.args.token : undefined);
  if (!given) throw new SlackRefusal('not_authed');
  if (call.method.startsWith('apps.')) return checkAppToken(given, botToken, sockets);
  if (!isSame(given, botToken)) throw new SlackRefusal('invalid_auth');
}

function checkAppToken(given: string, botToken: string, { appToken, refusal }: SlackContext['sockets']): void {
  if (isSame(given, botToken)) throw new SlackRefusal('not_allowed_token_type');
  if (!isSame(given, appToken)) throw new SlackRefusal('invalid_auth');
  if (refusal !== undefined) throw new SlackRefusal(refusal);
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

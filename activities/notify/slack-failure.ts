import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { ApplicationFailure } from '@temporalio/common';
import { failure } from '../failures';

/** Errors by which Slack says that it had trouble itself. Source: docs.slack.dev/reference/methods/chat.postMessage, "Errors". */
const SLACKS_OWN_TROUBLE = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'service_unavailable',
  'fatal_error',
  'request_timeout',
  'team_added_to_org',
]);

/**
 * Errors by which Slack says that it does not take the token at all, whatever is asked: all that waits goes out once there
 * is a good one. Source: docs.slack.dev/reference/methods/chat.postMessage, "Errors".
 */
const TOKEN_REFUSALS = new Set(['account_inactive', 'invalid_auth', 'not_authed', 'token_expired', 'token_revoked']);

/** Slack's error when it refuses the token; undefined for any other trouble. */
export function tokenRefusal(error: unknown): string | undefined {
  const code = slackErrorCode(error);
  return code !== undefined && TOKEN_REFUSALS.has(code) ? code : undefined;
}

/** The error code of an answer with `ok: false`; undefined for any other trouble. */
export function slackErrorCode(error: unknown): string | undefined {
  // A body that is no JSON arrives here as the "code": a page of some proxy, not Slack's word.
  return error instanceof WebAPIPlatformError && /^[a-z][a-z0-9_]*$/i.test(error.data.error)
    ? error.data.error
    : undefined;
}

/** Why a call got no answer of Slack's API; undefined when it got one, be it that there were too many calls. */
export function whyUnreachable(error: unknown): string | undefined {
  if (error instanceof WebAPIRateLimitedError || slackErrorCode(error) !== undefined) return undefined;
  if (error instanceof WebAPIHTTPError)
    return error.statusCode >= 500 || error.statusCode === 408 ? `HTTP status ${error.statusCode}` : undefined;
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}

/** What Slack did not do, by its method; people read it when a step of their play is held up. */
const REFUSED: Readonly<Record<string, string>> = {
  'chat.postMessage': 'Slack did not take the message',
  'chat.update': 'Slack did not take the change of a message',
  'conversations.open': 'Slack did not open the direct messages',
  'conversations.list': 'Slack did not say which channels there are',
  'conversations.history': 'Slack did not show earlier messages',
  'conversations.replies': 'Slack did not show earlier messages',
  'users.lookupByEmail': 'Slack did not say who has an address',
};
const refused = (method: string): string => REFUSED[method] ?? `Slack did not do what was asked (${method})`;

/** Why, by Slack's error. Source: docs.slack.dev/reference/methods/chat.postMessage, "Errors". */
const WHY: Readonly<Record<string, string>> = {
  channel_not_found: 'it knows no such channel, or the app is not in it',
  not_in_channel: 'the app is not in the channel',
  is_archived: 'the channel is archived',
  is_inactive: 'the channel is archived or locked',
  restricted_action: 'the app may not write there',
  restricted_action_read_only_channel: 'the app may not write there',
  missing_scope: 'the app lacks a permission',
  no_permission: 'the app lacks a permission',
  user_not_found: 'it does not know that person',
  users_not_found: 'it does not know that person',
  message_not_found: 'the message is not there any more',
  edit_window_closed: 'the message is too old to be changed',
  msg_too_long: 'it is longer than Slack allows',
  msg_blocks_too_long: 'it is longer than Slack allows',
  invalid_blocks: 'it is not in a form that Slack takes',
};

/**
 * What went wrong in a call of Slack, as a typed failure: SLACK_REFUSED when Slack understood and said no,
 * SLACK_TOKEN_REFUSED when it does not take the token, SLACK_UNAVAILABLE for all else, with the delay Slack asked for (Retry-After).
 */
export function slackFailure(error: unknown, method: string): ApplicationFailure {
  if (error instanceof WebAPIRateLimitedError)
    return unavailable(method, 'there were too many calls at once', error, error.retryAfter * 1000);
  if (error instanceof WebAPIHTTPError) {
    const status = `HTTP status ${error.statusCode}`;
    if (error.statusCode >= 500 || error.statusCode === 408)
      return unavailable(method, status, error, delayMs(error.headers['retry-after']));
    return failure('SLACK_REFUSED', `${refused(method)}: ${status}.`, { cause: error });
  }
  const code = slackErrorCode(error);
  if (error instanceof WebAPIPlatformError && code !== undefined) {
    const { retryAfter, messages } = error.data.response_metadata ?? {};
    if (SLACKS_OWN_TROUBLE.has(code))
      return unavailable(method, code, error, retryAfter === undefined ? undefined : retryAfter * 1000);
    if (TOKEN_REFUSALS.has(code))
      return failure('SLACK_TOKEN_REFUSED', `${refused(method)}: it does not know the app any more (${code}).`, {
        cause: error,
      });
    const details = [code, ...(messages ?? [])].join('; ');
    const why = WHY[code] ? `${WHY[code]} (${details})` : `its reason is ${details}`;
    return failure('SLACK_REFUSED', `${refused(method)}: ${why}.`, { cause: error });
  }
  return unavailable(method, error instanceof Error ? error.message : String(error), error);
}

function unavailable(method: string, what: string, cause: unknown, retryAfterMs?: number): ApplicationFailure {
  return failure('SLACK_UNAVAILABLE', `${refused(method)} for now: ${what.slice(0, 300)}.`, {
    cause,
    retryAfterMs,
  });
}

function delayMs(seconds: string | undefined): number | undefined {
  const delay = Number(seconds);
  return seconds !== undefined && Number.isFinite(delay) ? delay * 1000 : undefined;
}

import type { InteractionAnswer } from '../model';
import { app } from '../slack/identity';
import { signatureHeaders } from './signing';

/** What Slack sends to an app, by the names of Socket Mode: a click or dialog, a command that was typed, an event. */
export type DeliveryKind = 'interactive' | 'slash_commands' | 'events_api';

/** Where clicks, commands and events go and how long an answer may take. */
export interface DeliveryOptions {
  /** Of interactions; commands and events go to `commands` and `events` beside it. */
  url: string;
  signingSecret: string;
  /** Slack waits three seconds. Source: docs.slack.dev/interactivity/handling-user-interaction. */
  ackTimeoutMs: number;
}

/**
 * Sends something as Slack does, signed: an interaction as a form with its payload as JSON, a command as a form of its
 * fields, an event as JSON. Never rejects.
 */
export async function deliver(
  kind: DeliveryKind,
  payload: Record<string, unknown>,
  options: DeliveryOptions,
  headers: Readonly<Record<string, string>> = {},
): Promise<InteractionAnswer> {
  const { path, contentType, body } = written(kind, payload);
  const signal = AbortSignal.timeout(options.ackTimeoutMs);
  try {
    const response = await fetch(new URL(path, options.url), {
      method: 'POST',
      headers: {
        'Content-Type': contentType,
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...signatureHeaders(options.signingSecret, body, new Date()),
        ...headers,
      },
      body,
      redirect: 'manual',
      signal,
    });
    return { status: response.status, body: parsed(await response.text()) };
  } catch (reason) {
    const cause = reason instanceof Error && reason.cause instanceof Error ? reason.cause.message : String(reason);
    return {
      status: 0,
      body: signal.aborted
        ? { error: 'operation_timeout', message: `no answer within ${options.ackTimeoutMs} ms` }
        : { error: 'connection_failed', message: cause },
    };
  }
}

/** Sources: docs.slack.dev/interactivity, docs.slack.dev/interactivity/implementing-slash-commands, docs.slack.dev/apis/events-api. */
function written(kind: DeliveryKind, payload: Record<string, unknown>) {
  const form = 'application/x-www-form-urlencoded';
  const asForm = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  switch (kind) {
    case 'interactive':
      return { path: '', contentType: form, body: asForm({ payload: JSON.stringify(payload) }) };
    case 'slash_commands':
      return { path: 'commands', contentType: form, body: asForm(payload as Record<string, string>) };
    case 'events_api':
      return { path: 'events', contentType: 'application/json', body: JSON.stringify(payload) };
  }
}

/** What Slack tells the person; undefined when all went well. */
export function complaintOf(answer: InteractionAnswer): string | undefined {
  if (answer.status >= 200 && answer.status < 300) return undefined;
  if (answer.status > 0) return `${app.name} responded with status code ${answer.status}.`;
  const { message } = answer.body as { message: string };
  return `${app.name} did not respond (${message}).`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

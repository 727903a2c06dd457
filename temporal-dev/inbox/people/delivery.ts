import type { InteractionAnswer } from '../model';
import { app } from '../slack/identity';
import { signatureHeaders } from './signing';

/** Where interactions go and how long an answer may take. */
export interface DeliveryOptions {
  url: string;
  signingSecret: string;
  /** Slack waits three seconds. Source: docs.slack.dev/interactivity/handling-user-interaction. */
  ackTimeoutMs: number;
}

/** Sends an interaction as Slack does: a signed form with the payload as JSON. Never rejects. */
export async function deliver(payload: Record<string, unknown>, options: DeliveryOptions): Promise<InteractionAnswer> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const signal = AbortSignal.timeout(options.ackTimeoutMs);
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...signatureHeaders(options.signingSecret, body, new Date()),
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

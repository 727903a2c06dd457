import type { Fault, FaultPlan } from '../faults';
import { callSlack } from '../slack/api';
import type { SlackContext } from '../slack/method';
import { type Exchange, parseObject } from './exchange';

/** What `/api/<method>` works with. */
export interface SlackRouteParts {
  faults: FaultPlan;
  botToken: string;
  context: SlackContext;
}

/** Answers `/api/<method>` as Slack does, unless a fault is due. */
export async function answerSlack(exchange: Exchange, parts: SlackRouteParts): Promise<void> {
  const method = exchange.url.pathname.slice('/api/'.length);
  const read = await readArguments(exchange);
  const fault = parts.faults.decide(method);
  if (fault && fault.kind !== 'dropAfterAccept') return fail(exchange, fault);
  const answer =
    'error' in read
      ? { ok: false, error: read.error }
      : callSlack(
          { method, authorization: exchange.request.headers.authorization, args: read.args },
          parts.botToken,
          parts.context,
        );
  if (fault) exchange.request.socket.destroy();
  else exchange.sendJson(200, answer);
}

/** Arguments of the query, a form or a JSON body; else Slack's error. */
async function readArguments(exchange: Exchange): Promise<{ args: Record<string, unknown> } | { error: string }> {
  const query = Object.fromEntries(exchange.url.searchParams);
  const body = await exchange.text();
  if (!body) return { args: query };
  if (exchange.contentType === 'application/x-www-form-urlencoded') {
    return { args: { ...query, ...Object.fromEntries(new URLSearchParams(body)) } };
  }
  if (exchange.contentType !== 'application/json') return { error: 'invalid_post_type' };
  try {
    return { args: { ...query, ...parseObject(body) } };
  } catch {
    return { error: 'invalid_json' };
  }
}

function fail(exchange: Exchange, fault: Fault): void {
  if (fault.kind === 'rateLimited') {
    exchange.sendJson(429, { ok: false, error: 'ratelimited' }, { 'Retry-After': String(fault.retryAfterSeconds) });
  } else if (fault.kind === 'serverError') {
    exchange.sendJson(503, { ok: false, error: 'service_unavailable' });
  } else if (fault.kind === 'refused') {
    exchange.sendJson(200, { ok: false, error: fault.error });
  }
  // What remains is to hang: the request stays open until the inbox stops.
}

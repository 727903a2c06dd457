import { setTimeout as pause } from 'node:timers/promises';
import { WebAPIRateLimitedError } from '@slack/web-api';
import type { FastifyBaseLogger } from 'fastify';
import { slackErrorCode } from '../../../activities/notify/slack-failure';
import type { Secret } from '../../config';
import type { Deliveries } from './deliveries';
import { openConnection, type SocketConnection } from './socket-connection';

export interface SocketDeps {
  readonly appToken: Secret;
  /** Absent: Slack itself. */
  readonly slackApiUrl?: string;
  readonly deliveries: Deliveries;
  readonly log: FastifyBaseLogger;
}

/** How the connection is. */
export type SocketStatus =
  | { readonly state: 'connecting' | 'connected' }
  /** It is tried again; `advice` says what somebody should do meanwhile, when it does not heal by itself. */
  | { readonly state: 'not connected' | 'refused'; readonly advice: string };

/** The connection of Socket Mode, which reconnects by itself. */
export interface SlackSocket {
  status(): SocketStatus;
  /** Takes nothing more, and ends once what came is acknowledged. Work goes on: see {@link Deliveries.settled}. */
  close(): Promise<void>;
}

/** Which tells of a token that no repetition makes good. Source: docs.slack.dev/reference/methods/apps.connections.open, "Errors". */
const REFUSALS: ReadonlySet<string> = new Set([
  'account_inactive',
  'forbidden_team',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'token_expired',
  'token_revoked',
]);
const MAX_DELAY_MS = 60_000;

/**
 * Keeps a connection of Socket Mode open. A connection that Slack replaces or that is lost is followed by the next at once;
 * when it cannot be opened, the pauses grow to a minute. A refused token is tried on as well: whoever runs Slack may allow
 * the app again, and HTTP serves meanwhile.
 */
export function connectSocket({ appToken, slackApiUrl, deliveries, log }: SocketDeps): SlackSocket {
  const closing = new AbortController();
  let status: SocketStatus = { state: 'connecting' };
  let current: SocketConnection | undefined;

  const connect = async (): Promise<void> => {
    current = await openConnection({ appToken, slackApiUrl, deliveries, log, closing: closing.signal });
    if (status.state !== 'connected') log.info('connected to Slack by Socket Mode');
    status = { state: 'connected' };
    if (closing.signal.aborted) await current.close();
    await current.ending;
  };
  const keep = async (): Promise<void> => {
    for (let failures = 0; !closing.signal.aborted;) {
      try {
        await connect();
        failures = 0;
      } catch (error) {
        if (closing.signal.aborted) return;
        failures += 1;
        const before = status;
        status = statusAfter(error);
        // Told once, not with every attempt.
        if (before.state !== status.state)
          log.error({ err: error, ...status }, 'no connection to Slack by Socket Mode');
        await pause(delayMs(error, failures), undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  const kept = keep();
  return {
    status: () => status,
    async close() {
      closing.abort();
      await current?.close();
      await kept;
    },
  };
}

function statusAfter(error: unknown): SocketStatus {
  const code = slackErrorCode(error);
  if (code !== undefined && REFUSALS.has(code)) {
    const advice =
      `Slack refuses SLACK_APP_TOKEN (${code}): make an app-level token with the scope connections:write at ` +
      'api.slack.com/apps under Basic Information, set it and restart. Until then Slack reaches this server over HTTP only.';
    return { state: 'refused', advice };
  }
  const what = code ?? (error instanceof Error ? error.message : String(error));
  return {
    state: 'not connected',
    advice: `Slack gives no connection (${what}); it is tried again. If it stays like this, check the way to wss://*.slack.com.`,
  };
}

/** As long as Slack asks for; else 1, 2, 4, … seconds. */
function delayMs(error: unknown, failures: number): number {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1000;
  return Math.min(MAX_DELAY_MS, 1000 * 2 ** (failures - 1));
}

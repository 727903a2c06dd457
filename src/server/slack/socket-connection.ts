import { setTimeout as pause } from 'node:timers/promises';
import type { Logger, SocketModeClient } from '@slack/socket-mode';
import type { FastifyBaseLogger } from 'fastify';
import type { Secret } from '../../config';
import { ApiProblem } from '../problems';
import type { Deliveries } from './deliveries';
import type { SlackDelivery } from './dispatch';

export interface ConnectionDeps {
  readonly appToken: Secret;
  /** Absent: Slack itself. */
  readonly slackApiUrl?: string;
  readonly deliveries: Deliveries;
  readonly log: FastifyBaseLogger;
  /** Ends the attempt to connect. */
  readonly closing: AbortSignal;
}

/** One connection of Socket Mode, from Slack's hello to its end. */
export interface SocketConnection {
  /** Resolves when it is lost, or when Slack says that it will replace it. */
  readonly ending: Promise<void>;
  /** Takes nothing more, acknowledges what came, and hangs up. */
  close(): Promise<void>;
}

/** An envelope as the library hands it on. */
interface Envelope {
  readonly type: string;
  readonly envelope_id: string;
  readonly body: unknown;
  readonly retry_num?: number;
  readonly retry_reason?: string;
  readonly ack: (answer?: object) => Promise<void>;
}

/** By the type of the envelope. Source: docs.slack.dev/apis/events-api/using-socket-mode, "Events". */
const KINDS: Readonly<Record<string, SlackDelivery['kind']>> = {
  interactive: 'interaction',
  slash_commands: 'command',
  events_api: 'event',
};
const CALL_TIMEOUT_MS = 10_000;
const HELLO_TIMEOUT_MS = 20_000;
const HANG_UP_MS = 1_000;

/** Opens a connection. Rejects when Slack refuses the token, cannot be reached, or does not say hello. */
export async function openConnection(deps: ConnectionDeps): Promise<SocketConnection> {
  const { appToken, slackApiUrl, log, closing } = deps;
  const { LogLevel, SocketModeClient } = await import('@slack/socket-mode');
  const client = new SocketModeClient({
    appToken: appToken.reveal(),
    // A reconnection of the library's own that is refused ends the process with an unhandled rejection.
    autoReconnectEnabled: false,
    logger: quiet(log, LogLevel.ERROR),
    clientOptions: {
      slackApiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: CALL_TIMEOUT_MS,
    },
  });
  const receiver = new Receiver(deps);
  client.on('slack_event', (envelope: Envelope) => receiver.receive(envelope));
  const ending = endOf(client);
  await hello(client, AbortSignal.any([closing, AbortSignal.timeout(HELLO_TIMEOUT_MS)]));
  return {
    ending,
    async close() {
      await receiver.stop();
      await hangUp(client);
    },
  };
}

async function hello(client: SocketModeClient, giveUp: AbortSignal): Promise<void> {
  let trouble: unknown;
  client.on('error', (error: unknown) => (trouble = error));
  const started = client.start().then(
    () => undefined,
    (error: unknown) => Promise.reject(asError(error ?? trouble)),
  );
  const givenUp = new Promise<never>((_, reject) => {
    const abort = () => reject(new Error('Slack did not say hello'));
    if (giveUp.aborted) abort();
    else giveUp.addEventListener('abort', abort, { once: true });
  });
  try {
    await Promise.race([started, givenUp]);
  } catch (error) {
    // The library cannot stop while it connects: it hangs up as soon as it has.
    const ended = started.then(
      () => hangUp(client),
      () => undefined,
    );
    await Promise.race([ended, pause(HANG_UP_MS, undefined, { ref: false })]);
    throw error;
  }
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('the connection was closed before Slack said hello');

function endOf(client: SocketModeClient): Promise<void> {
  return new Promise((resolve) => {
    client.on('disconnected', () => resolve());
    // The library hangs up then; not to wait for the end of that spares the seconds in which nothing would arrive.
    client.on('ws_message', (data: unknown) => {
      if (typeof data === 'string' && typeOf(data) === 'disconnect') resolve();
    });
  });
}

function typeOf(message: string): unknown {
  try {
    return (JSON.parse(message) as { type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
}

/** Slack may leave the line open after both sides have said goodbye: a second call cuts it. */
async function hangUp(client: SocketModeClient): Promise<void> {
  const polite = client.disconnect().then(() => true);
  if (await Promise.race([polite, pause(HANG_UP_MS, false, { ref: false })])) return;
  await client.disconnect();
}

/** Takes envelopes and acknowledges each. */
class Receiver {
  private readonly receiving = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly deps: ConnectionDeps) {}

  receive(envelope: Envelope): void {
    // Without an acknowledgement Slack delivers it again, to whoever is connected then.
    if (this.stopped) return;
    const received = this.take(envelope);
    this.receiving.add(received);
    void received.finally(() => this.receiving.delete(received));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.receiving);
  }

  private async take({ type, envelope_id, body, ack, ...retry }: Envelope): Promise<void> {
    const log = this.deps.log.child({ envelope: envelope_id });
    if (retry.retry_num) log.info({ retry: retry.retry_num, reason: retry.retry_reason }, 'Slack delivers this again');
    const kind = KINDS[type];
    try {
      if (kind) await ack(await this.deps.deliveries.take({ kind, payload: body }, { log, requestId: envelope_id }));
      else log.debug({ type }, 'an envelope that means nothing here');
    } catch (error) {
      // Slack delivers again what has no acknowledgement; what cannot be read now cannot be read then.
      log.error({ err: error }, 'an envelope was not taken');
      if (error instanceof ApiProblem && error.code === 'PAYLOAD_INVALID') await ack().catch(() => undefined);
    }
  }
}

/** The library tells of each message and its content: only its troubles are for the log, and we tell the outcome ourselves. */
function quiet(log: FastifyBaseLogger, level: ReturnType<Logger['getLevel']>): Logger {
  const tell = (...words: unknown[]) => log.debug({ socket: words.map(String).join(' ') }, 'of the socket');
  const nothing = () => undefined;
  return {
    ...{ debug: nothing, info: nothing, warn: tell, error: tell, setLevel: nothing, setName: nothing },
    getLevel: () => level,
  };
}

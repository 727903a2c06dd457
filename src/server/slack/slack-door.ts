import type { WebClient } from '@slack/web-api';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Secret } from '../../config';
import type { Store } from '../../store/store';
import type { PlaysService } from '../plays/plays-service';
import type { SlackTrouble } from '../api/health-routes';
import { Deliveries } from './deliveries';
import { slackRoutes } from './slack-routes';
import { connectSocket, type SlackSocket, type SocketStatus } from './socket';

/** What the server needs of Slack. */
export interface SlackDeps {
  /** Should try each call a few times at most: a click is worked on until its calls end, and `close()` waits for it. */
  readonly client: WebClient;
  readonly signingSecret: Secret;
  /** What keeps messages from people in Slack; absent, or undefined: all is well. */
  readonly trouble?: () => SlackTrouble | undefined;
  /** Socket Mode: Slack delivers over a connection that the server opens, and nobody needs to reach the server. */
  readonly socket?: { readonly appToken: Secret; readonly slackApiUrl?: string };
  /** Tells the age of signatures; the real clock when absent. */
  readonly clock?: () => Date;
  /** How long a dialog may be read before it is acknowledged unread, in milliseconds; two seconds when absent. */
  readonly patienceMs?: number;
}

/** The ways by which Slack reaches the server. */
export interface SlackDoor {
  /** How the connection of Socket Mode is; undefined without Socket Mode. */
  socketStatus(): SocketStatus | undefined;
  /** Adds the routes of `/slack`. */
  routes(scope: FastifyInstance): Promise<void>;
}

/**
 * Has the server take what Slack delivers: over HTTP, and over a socket from when it listens until it closes. A close
 * waits for what is worked on.
 */
export function openSlackDoor(
  app: FastifyInstance,
  {
    client,
    signingSecret,
    socket,
    patienceMs,
    clock = () => new Date(),
    ...rest
  }: SlackDeps & { plays: PlaysService; store: Store; now: () => Date },
): SlackDoor {
  const deliveries = new Deliveries({ client, ...rest }, patienceMs);
  const log: FastifyBaseLogger = app.log;
  let connected: SlackSocket | undefined;
  if (socket) {
    app.addHook('onListen', async () => {
      connected = connectSocket({ ...socket, deliveries, log });
    });
  }
  app.addHook('preClose', async () => connected?.close());
  app.addHook('onClose', () => deliveries.settled());
  return {
    socketStatus: () => (socket ? (connected?.status() ?? { state: 'connecting' }) : undefined),
    routes: (scope) => slackRoutes(scope, { deliveries, signingSecret, clock }),
  };
}

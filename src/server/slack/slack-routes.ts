import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Secret } from '../../config';
import type { Deliveries } from './deliveries';
import type { SlackDelivery } from './dispatch';
import { fieldsOfForm, payloadOfForm, payloadOfJson } from './payloads';
import { checkSlackSignature } from './signature';

/** What the routes work with. */
export interface SlackRouteParts {
  readonly deliveries: Deliveries;
  readonly signingSecret: Secret;
  readonly clock: () => Date;
}

/** A path that Slack posts to, and how its bodies are read. */
interface Path {
  readonly path: string;
  readonly contentType: string;
  readonly kind: SlackDelivery['kind'];
  readonly read: (rawBody: Buffer) => unknown;
}

const FORM = 'application/x-www-form-urlencoded';
const PATHS: readonly Path[] = [
  { path: '/interactions', contentType: FORM, kind: 'interaction', read: payloadOfForm },
  { path: '/commands', contentType: FORM, kind: 'command', read: fieldsOfForm },
  { path: '/events', contentType: 'application/json', kind: 'event', read: payloadOfJson },
];

/**
 * `POST /slack/interactions`, `/slack/commands` and `/slack/events`: clicks and dialogs, what people type after `/plays`,
 * and what happens in Slack. Slack wants an answer within three seconds, so a delivery is acknowledged at once and worked
 * on afterwards; the person alone is told when it did not count.
 */
export async function slackRoutes(scope: FastifyInstance, parts: SlackRouteParts): Promise<void> {
  // A scope each: what is read as a form at one path is refused at another.
  for (const path of PATHS) await scope.register(async (own) => slackRoute(own, path, parts));
}

function slackRoute(scope: FastifyInstance, { path, contentType, kind, read }: Path, parts: SlackRouteParts): void {
  const { deliveries, signingSecret, clock } = parts;
  scope.removeAllContentTypeParsers();
  // The signature is of the very bytes that were sent.
  scope.addContentTypeParser(contentType, { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  scope.post<{ Body: Buffer | undefined }>(path, { schema: { hide: true } }, async (request, reply) => {
    const rawBody = request.body ?? Buffer.alloc(0);
    checkSlackSignature(request.headers, rawBody, signingSecret, clock());
    noteRepeat(request);
    const answer = await deliveries.take({ kind, payload: read(rawBody) }, { log: request.log, requestId: request.id });
    return reply.code(200).send(answer);
  });
}

/** Slack repeats an event that was not acknowledged in time. Source: docs.slack.dev/apis/events-api, "Retries". */
function noteRepeat({ headers, log }: FastifyRequest): void {
  const retry = headers['x-slack-retry-num'];
  if (retry !== undefined) log.info({ retry, reason: headers['x-slack-retry-reason'] }, 'Slack delivers this again');
}

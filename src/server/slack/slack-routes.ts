import type { WebClient } from '@slack/web-api';
import type { FastifyInstance } from 'fastify';
import type { Secret } from '../../config';
import type { Store } from '../../store/store';
import type { PlaysService } from '../plays/plays-service';
import { Background } from './background';
import { handleClick } from './handle-click';
import { planSubmission } from './handle-submission';
import { readInteraction } from './payloads';
import { checkSlackSignature } from './signature';

/** What the server needs of Slack. */
export interface SlackDeps {
  /** Should try each call a few times at most: a click is worked on until its calls end, and `close()` waits for it. */
  readonly client: WebClient;
  readonly signingSecret: Secret;
  /** Tells the age of signatures; the real clock when absent. */
  readonly clock?: () => Date;
}

/**
 * `POST /slack/interactions`: clicks on task cards and their dialogs. Slack wants an answer within three seconds, so a
 * click is acknowledged at once and worked on afterwards; the person alone is told when it did not count.
 */
export function slackRoutes(
  scope: FastifyInstance,
  { client, signingSecret, clock = () => new Date(), plays, store }: SlackDeps & { plays: PlaysService; store: Store },
): void {
  const background = new Background();
  scope.addHook('onClose', () => background.settled());
  scope.removeAllContentTypeParsers();
  // The signature is of the very bytes that were sent.
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  scope.post<{ Body: Buffer | undefined }>('/interactions', { schema: { hide: true } }, async (request, reply) => {
    const rawBody = request.body ?? Buffer.alloc(0);
    checkSlackSignature(request.headers, rawBody, signingSecret, clock());
    const interaction = readInteraction(rawBody);
    const context = { client, plays, store, log: request.log, requestId: request.id };
    const start = (work: () => Promise<void>) =>
      background.start(work, (error) => request.log.error({ err: error }, 'the person could not be told'));
    if (interaction.type === 'block_actions') {
      start(() => handleClick(context, interaction));
    } else if (interaction.type === 'view_submission') {
      const plan = await planSubmission(context, interaction);
      if (plan.kind === 'complain') return reply.send({ response_action: 'errors', errors: plan.errors });
      if (plan.kind === 'decide') start(plan.work);
      else request.log.debug('a dialog of something else');
    } else {
      request.log.debug({ interaction: interaction.name }, 'an interaction that means nothing here');
    }
    return reply.code(200).send();
  });
}

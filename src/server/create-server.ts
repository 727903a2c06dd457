import swagger from '@fastify/swagger';
import type { Client } from '@temporalio/client';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import type { AskCoordinator } from '../../activities/coordination';
import type { Accounts } from '../accounts';
import type { ApiKey, SenderConfig } from '../config';
import type { MailLinks } from '../mail-links';
import type { CoordinationRules } from '../domain/coordination';
import type { DigestRules } from '../domain/digest-rules';
import type { PlayContract } from '../domain/play-contract';
import type { Store } from '../store/store';
import { accountDecisionsRoute, accountEventsRoute, accountViewRoutes } from './api/account-view-routes';
import { accountsRoutes } from './api/accounts-routes';
import { backtestRoutes } from './api/backtest-routes';
import { catalogueRoutes } from './api/catalogue-routes';
import { digestRoute } from './api/digest-route';
import { answerWithProblems, sendProblem } from './api/error-answers';
import { requireFitValues } from './api/fit-values';
import { healthRoutes } from './api/health-routes';
import { deadLetterRoutes, importRoutes, waitingRoute } from './api/intake-routes';
import { requireKeys } from './api/keys';
import { mergeRoutes } from './api/merge-routes';
import { queueRoutes } from './api/queue-route';
import type { RouteScope } from './api/route-scope';
import { runsRoutes, steeringRoutes } from './api/runs-routes';
import { mailPages } from './mail/mail-pages';
import { createUnsubscribe } from './mail/unsubscribe';
import { createPlaysService } from './plays/plays-service';
import { eventRoutes, webhookRoutes } from './senders/sender-routes';
import { openSlackDoor, type SlackDeps } from './slack/slack-door';

export interface ServerDeps {
  readonly temporal: Client;
  readonly store: Store;
  /** Reaches the coordinators of accounts. */
  readonly ask: AskCoordinator;
  readonly catalogue: readonly PlayContract[];
  readonly apiKeys: readonly ApiKey[];
  /** The rules between plays as they are now, for previews; the default ones when absent. */
  readonly rules?: () => Promise<CoordinationRules>;
  /** When digests come; the default rules when absent. */
  readonly digestRules?: () => Promise<DigestRules>;
  /** Absent: no events are taken, there is no `/v1` and no `/webhooks` (404). */
  readonly accounts?: Accounts;
  /** Who may send events. */
  readonly senders?: SenderConfig;
  /** Absent: there is no `/slack` (404). */
  readonly slack?: SlackDeps;
  /** Absent: there are no pages behind links in mails (404). */
  readonly mailLinks?: MailLinks;
  readonly publicUrl?: string;
  /** What is wrong with the file with house rules; absent: there is none. */
  readonly rulesProblem?: () => Promise<string | undefined>;
  /** What operations does about a mail server that takes no mails; absent: no mail is sent here. */
  readonly mailTrouble?: () => string | undefined;
  /** Silent when absent. */
  readonly logger?: FastifyBaseLogger;
  /** Decides who holds a role at the moment; the real clock when absent. */
  readonly now?: () => Date;
}

const BODY_LIMIT = 1_048_576;
/** `play/<play>/<account>/<key>`, percent-encoded. */
const MAX_PARAM = 500;

/**
 * The HTTP server of design §6, not yet listening. `close()` waits for the requests and clicks under way.
 *
 * @example
 * const server = await createServer({ temporal, store, ask, catalogue, apiKeys });
 * await server.listen({ port: 8080 });
 */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: deps.logger ?? pino({ level: 'silent' }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: MAX_PARAM },
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  });
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerWithProblems(app);
  await describeApi(app, deps.publicUrl);

  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  const plays = createPlaysService(deps);
  const { slack, accounts, senders, now = () => new Date() } = deps;
  const slackDoor = slack && openSlackDoor(app, { ...slack, plays, store: deps.store, now });
  await app.register(async (scope) =>
    healthRoutes(scope.withTypeProvider<ZodTypeProvider>(), {
      ...deps,
      slackSocket: () => slackDoor?.socketStatus(),
      slackTrouble: slack && (() => slack.trouble?.()),
    }),
  );
  await app.register(
    async (scope) => {
      requireKeys(scope, deps.apiKeys);
      requireFitValues(scope);
      const typed: RouteScope = scope.withTypeProvider<ZodTypeProvider>();
      catalogueRoutes(typed, deps.catalogue);
      accountsRoutes(typed, { store: deps.store, now, touched: (accountIds) => accounts?.touched(accountIds) });
      accountDecisionsRoute(typed, deps.store);
      accountEventsRoute(typed, deps.store);
      if (accounts) {
        accountViewRoutes(typed, { store: deps.store, accounts, plays });
        backtestRoutes(typed, deps.store, accounts, now);
        mergeRoutes(typed, { ...deps, accounts, now });
        importRoutes(typed, accounts.intake, now);
        deadLetterRoutes(typed, deps.store, accounts.intake, now);
        waitingRoute(typed, deps.store);
      }
      queueRoutes(typed, deps);
      digestRoute(typed, { ...deps, now });
      runsRoutes(typed, plays, closing.signal);
      steeringRoutes(typed, plays);
    },
    { prefix: '/api' },
  );
  if (accounts && senders) {
    const { intake } = accounts;
    const doors = { intake, senders, apiKeys: deps.apiKeys, publicUrl: deps.publicUrl ?? '', now };
    await app.register(async (scope) => eventRoutes(scope, doors), { prefix: '/v1' });
    await app.register(async (scope) => webhookRoutes(scope, doors), { prefix: '/webhooks' });
  }
  if (slackDoor) await app.register(async (scope) => slackDoor.routes(scope), { prefix: '/slack' });
  if (deps.mailLinks) {
    const unsubscribe = accounts && createUnsubscribe({ store: deps.store, accounts, now });
    mailPages(app, { links: deps.mailLinks, plays, store: deps.store, unsubscribe });
  }
  await app.ready();
  return app;
}

/** The description is made of the routes' own schemas; reading it needs no key, as it holds no data. */
async function describeApi(app: FastifyInstance, publicUrl: string | undefined): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'playmaker', version: '1', description: 'Start, watch and steer customer-lifecycle plays.' },
      servers: publicUrl === undefined ? undefined : [{ url: publicUrl }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

import { z } from 'zod';
import {
  controlSchema,
  decideSchema,
  decisionListSchema,
  eventAcceptedSchema,
  receiptSchema,
  resultAnswerSchema,
  resumeSchema,
  runFilterSchema,
  runListSchema,
  runViewSchema,
  startedRunSchema,
  startRunSchema,
  waitForResultSchema,
} from '../../client/wire';
import { accountEventSchema } from '../../domain/events';
import type { PlaysService } from '../plays/plays-service';
import { callerOf } from './keys';
import { problems, type RouteScope } from './route-scope';

const tags = ['runs'];
/** A run's id holds slashes: it is percent-encoded in the path. */
const params = z.object({ runId: z.string() });
const idempotencyKey = z.object({ 'idempotency-key': z.string().min(1).max(200).optional() });

const START_STATUS = { admitted: 201, existing: 200, queued: 202 } as const;

/** Routes that start runs and read them. `closing` aborts when the server shuts down. */
export function runsRoutes(scope: RouteScope, plays: PlaysService, closing: AbortSignal): void {
  scope.post(
    '/runs',
    {
      config: { needs: 'operator' },
      schema: {
        summary: 'Start a play: 201 started, 200 when the run existed already, 202 when it waits for its turn',
        tags,
        body: startRunSchema,
        response: { 200: startedRunSchema, 201: startedRunSchema, 202: startedRunSchema, ...problems },
      },
    },
    async (request, reply) => {
      const run = await plays.start({ ...request.body, requestedBy: callerOf(request) });
      reply.header('location', `/api/runs/${encodeURIComponent(run.runId)}`);
      return reply.code(START_STATUS[run.verdict]).send(run);
    },
  );
  scope.get(
    '/runs',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'Runs, newest first',
        tags,
        querystring: runFilterSchema,
        response: { 200: runListSchema, ...problems },
      },
    },
    async ({ query }) => ({ runs: [...(await plays.list(query))] }),
  );
  scope.get(
    '/runs/:runId',
    {
      config: { needs: 'viewer' },
      schema: { summary: 'One run as it stands', tags, params, response: { 200: runViewSchema, ...problems } },
    },
    async (request) => plays.get(request.params.runId),
  );
  scope.get(
    '/runs/:runId/decisions',
    {
      config: { needs: 'viewer' },
      schema: { summary: 'The ledger of a run', tags, params, response: { 200: decisionListSchema, ...problems } },
    },
    async (request) => ({ decisions: [...(await plays.decisions(request.params.runId))] }),
  );
  scope.get(
    '/runs/:runId/result',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'How a run ended; the answer is held back until it has, for waitSeconds at most',
        tags,
        params,
        querystring: waitForResultSchema,
        response: { 200: resultAnswerSchema, ...problems },
      },
    },
    async ({ params: { runId }, query: { waitSeconds } }) =>
      // Temporal needs a moment even for a result that is there.
      plays.result(runId, AbortSignal.any([closing, AbortSignal.timeout(Math.max(1, waitSeconds) * 1000)])),
  );
}

/** Routes that steer a run. */
export function steeringRoutes(scope: RouteScope, plays: PlaysService): void {
  scope.post(
    '/runs/:runId/decide',
    {
      config: { needs: 'operator' },
      schema: {
        summary: 'Answer a task in the name of a person; an Idempotency-Key makes repeating safe',
        tags,
        params,
        headers: idempotencyKey,
        body: decideSchema,
        response: { 200: receiptSchema, ...problems },
      },
    },
    async ({ params: { runId }, body, headers }) => {
      const key = headers['idempotency-key'];
      return plays.decide(runId, { ...body, updateId: key === undefined ? undefined : `api/${key}` });
    },
  );
  for (const message of ['pause', 'resume', 'cancel'] as const) {
    scope.post(
      `/runs/:runId/${message}`,
      {
        config: { needs: 'operator' },
        schema: {
          summary: { pause: 'Pause a run', resume: 'Resume a paused run', cancel: 'Stop a run; it cleans up' }[message],
          tags,
          params,
          body: message === 'resume' ? resumeSchema : controlSchema,
          response: { 200: runViewSchema, ...problems },
        },
      },
      async (request) =>
        plays[message](request.params.runId, {
          by: callerOf(request),
          reason: request.body?.reason ?? 'no reason given',
        }),
    );
  }
  scope.post(
    '/runs/:runId/events',
    {
      config: { needs: 'operator' },
      schema: {
        summary: 'Tell a run a fact about its account; the same event id again is the same fact',
        tags,
        params,
        body: accountEventSchema,
        response: { 202: eventAcceptedSchema, ...problems },
      },
    },
    async ({ params: { runId }, body }, reply) => {
      await plays.signal(runId, body);
      return reply.code(202).send({ eventId: body.id });
    },
  );
}

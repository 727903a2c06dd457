import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { AskCoordinator } from '../../../activities/coordination';
import { controlSchema, queuedStartSchema, queueFilterSchema, queueSchema, type QueuedStart } from '../../client/wire';
import type { Store } from '../../store/store';
import { callTemporal } from '../plays/temporal-calls';
import { ApiProblem } from '../problems';
import { callerOf } from './keys';
import { problems, type RouteScope } from './route-scope';

interface QueueDeps {
  readonly temporal: Client;
  readonly store: Store;
  readonly ask: AskCoordinator;
}

/** `/queue`: starts that the coordinators of accounts let wait for their turn. */
export function queueRoutes(scope: RouteScope, { temporal, store, ask }: QueueDeps): void {
  const tags = ['runs'];
  scope.get(
    '/queue',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'Starts that wait for their turn, at all accounts or one of them, the longest wait first',
        tags,
        querystring: queueFilterSchema,
        response: { 200: queueSchema, ...problems },
      },
    },
    async ({ query: { accountId, play } }) => {
      const current = accountId === undefined ? undefined : await store.merges.current(accountId);
      return { queued: (await store.coordination.queued({ accountId: current, play })).map(rowOf) };
    },
  );
  scope.post(
    '/queue/:runId/withdraw',
    {
      config: { needs: 'operator' },
      schema: {
        summary: 'Withdraw a start that waits for its turn',
        tags,
        params: z.object({ runId: z.string() }),
        body: controlSchema,
        response: { 200: queuedStartSchema, ...problems },
      },
    },
    async (request) => {
      const { runId } = request.params;
      const waiting = (await store.coordination.queued()).find((each) => each.request.runId === runId);
      if (!waiting) throw new ApiProblem('RUN_UNKNOWN', `No start of ${runId} waits for its turn.`);
      const [id, by] = [`${runId}/withdraw/${randomUUID()}`, callerOf(request)];
      const verdict = await callTemporal(temporal, runId, () =>
        ask(waiting.accountId, { type: 'withdraw', id, runId, by, reason: request.body.reason }),
      );
      if (verdict.kind !== 'declined') throw new ApiProblem('NOT_QUEUED', verdict.because);
      return rowOf(waiting);
    },
  );
}

type Queued = Awaited<ReturnType<Store['coordination']['queued']>>[number];

const rowOf = ({ accountId, request, because, since, until }: Queued): QueuedStart => ({
  ...({ runId: request.runId, play: request.play, accountId, state: 'queued' } as const),
  ...{ because, since, until, requestedBy: request.requestedBy },
});

import { queueFilterSchema, queueSchema } from '../../client/wire';
import type { Store } from '../../store/store';
import { problems, type RouteScope } from './route-scope';

/** `/queue`: starts that the coordinators of accounts let wait for their turn. */
export function queueRoute(scope: RouteScope, store: Store): void {
  scope.get(
    '/queue',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'Starts that wait for their turn, at all accounts or one of them, the longest wait first',
        tags: ['runs'],
        querystring: queueFilterSchema,
        response: { 200: queueSchema, ...problems },
      },
    },
    async ({ query: { accountId, play } }) => {
      const current = accountId === undefined ? undefined : await store.merges.current(accountId);
      const queued = await store.coordination.queued({ accountId: current, play });
      return {
        queued: queued.map(({ accountId, request, because, since, until }) => ({
          ...({ runId: request.runId, play: request.play, accountId, state: 'queued' } as const),
          ...{ because, since, until, requestedBy: request.requestedBy },
        })),
      };
    },
  );
}

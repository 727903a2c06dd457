import { z } from 'zod';
import type { Accounts } from '../../accounts';
import { mergeBodySchema, mergeSchema } from '../../client/wire';
import type { Store } from '../../store/store';
import { accountOf } from '../plays/start-play';
import { callerOf } from './keys';
import { problems, type RouteScope } from './route-scope';

/** `/accounts/:accountId/merges`: another account turned out to be this one. */
export function mergeRoutes(scope: RouteScope, store: Store, accounts: Accounts, now: () => Date): void {
  const params = z.object({ accountId: z.string() });
  const tags = ['accounts'];
  scope.post(
    '/accounts/:accountId/merges',
    {
      config: { needs: 'admin' },
      schema: {
        summary: 'Make another account part of this one, with its history and its running plays; cannot be undone',
        tags,
        params,
        body: mergeBodySchema,
        response: { 200: mergeSchema, ...problems },
      },
    },
    async (request) => {
      const { accountId } = request.params;
      await accountOf(store, accountId);
      await accountOf(store, request.body.from);
      const merge = { fromId: request.body.from, intoId: accountId, by: callerOf(request), at: now().toISOString() };
      return accounts.merge(merge);
    },
  );
}

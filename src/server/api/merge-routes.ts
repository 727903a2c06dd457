import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { Accounts } from '../../accounts';
import { mergeBodySchema, mergeSchema } from '../../client/wire';
import { coordinatorIdOf } from '../../domain/coordinator-messages';
import type { Store } from '../../store/store';
import { accountOf } from '../plays/start-play';
import { callTemporal } from '../plays/temporal-calls';
import { callerOf } from './keys';
import { problems, type RouteScope } from './route-scope';

interface MergeRoutesDeps {
  readonly temporal: Client;
  readonly store: Store;
  readonly accounts: Accounts;
  readonly now: () => Date;
}

/** Two coordinators answer. What is left when the time is over is finished later. */
const MERGE_MS = 25_000;

/** `/accounts/:accountId/merges`: another account turned out to be this one. */
export function mergeRoutes(scope: RouteScope, { temporal, store, accounts, now }: MergeRoutesDeps): void {
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
      return callTemporal(temporal, coordinatorIdOf(accountId), () => accounts.merge(merge), MERGE_MS);
    },
  );
}

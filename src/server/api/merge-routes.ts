import type { Client } from '@temporalio/client';
import type { FastifyRequest } from 'fastify';
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
  const wanted = async (request: FastifyRequest, intoId: string, fromId: string) => {
    await accountOf(store, intoId);
    await accountOf(store, fromId);
    return { fromId, intoId, by: callerOf(request), at: now().toISOString() };
  };
  scope.get(
    '/accounts/:accountId/merges',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'Whether another account can become part of this one; changes nothing',
        tags,
        params,
        querystring: mergeBodySchema,
        response: { 200: mergeSchema, ...problems },
      },
    },
    async (request) => {
      const merge = await wanted(request, request.params.accountId, request.query.from);
      const { fromId, intoId, by, at, done } = await store.merges.preview(merge);
      return { fromId, intoId, by, at, ...(!done && { preview: true as const }) };
    },
  );
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
      const merge = await wanted(request, accountId, request.body.from);
      return callTemporal(temporal, coordinatorIdOf(accountId), () => accounts.merge(merge), MERGE_MS);
    },
  );
}

import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { Store } from '../../store/store';
import { temporalAnswers } from '../plays/temporal-calls';
import type { RouteScope } from './route-scope';

const check = z.enum(['ok', 'not answering']);
/** `wrong`: the file with house rules was changed to something unusable, and the rules before it hold. */
const rulesCheck = z.enum(['ok', 'wrong']);
const readiness = z.object({
  status: z.enum(['ready', 'not ready']),
  checks: z.object({ store: check, temporal: check, rules: rulesCheck }),
});

export interface HealthDeps {
  readonly store: Store;
  readonly temporal: Client;
  /** What is wrong with the file with house rules; absent: there is none. */
  readonly rulesProblem?: () => Promise<string | undefined>;
}

/** `/healthz`: the process is up. `/readyz`: what it needs answers too; each dependency by name. */
export function healthRoutes(scope: RouteScope, { store, temporal, rulesProblem }: HealthDeps): void {
  const tags = ['health'];
  scope.get(
    '/healthz',
    {
      schema: { summary: 'Whether the process is up', tags, response: { 200: z.object({ status: z.literal('up') }) } },
    },
    async () => ({ status: 'up' as const }),
  );
  scope.get(
    '/readyz',
    {
      schema: {
        summary: 'Whether the server can work',
        tags,
        response: { 200: readiness, 503: readiness },
      },
    },
    async (request, reply) => {
      const storeAnswers = store.ping().then(
        () => true,
        (error: unknown) => {
          request.log.warn({ err: error }, 'the store does not answer');
          return false;
        },
      );
      const [storeOk, temporalOk, wrong] = await Promise.all([
        storeAnswers,
        temporalAnswers(temporal),
        rulesProblem?.(),
      ]);
      if (wrong !== undefined) request.log.warn({ problem: wrong }, 'the rules before it hold');
      const state = (ok: boolean) => (ok ? ('ok' as const) : ('not answering' as const));
      const ready = storeOk && temporalOk;
      return reply.code(ready ? 200 : 503).send({
        status: ready ? ('ready' as const) : ('not ready' as const),
        checks: { store: state(storeOk), temporal: state(temporalOk), rules: wrong === undefined ? 'ok' : 'wrong' },
      });
    },
  );
}

import { z } from 'zod';
import type { Accounts } from '../../accounts';
import {
  accountPageSchema,
  decisionFilterSchema,
  decisionListSchema,
  eventFilterSchema,
  eventListSchema,
  explanationListSchema,
  type AccountPage,
} from '../../client/wire';
import type { Attributed, Store } from '../../store/store';
import type { PlaysService } from '../plays/plays-service';
import { accountOf } from '../plays/start-play';
import { ApiProblem } from '../problems';
import { problems, type RouteScope } from './route-scope';

type Running = AccountPage['plays'][number];

const params = z.object({ accountId: z.string() });

/** `/accounts/:accountId/view` and `/accounts/:accountId/triggers`: what is known of an account, and what it leads to. */
export function accountViewRoutes(
  scope: RouteScope,
  { store, accounts, plays }: { readonly store: Store; readonly accounts: Accounts; readonly plays: PlaysService },
): void {
  scope.get(
    '/accounts/:accountId/view',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'Everything known of an account: what goes on there, its view, health, segment, readiness and names',
        tags: ['accounts'],
        params,
        response: { 200: accountPageSchema, ...problems },
      },
    },
    async ({ params: { accountId } }) => {
      const page = await observed(store, accountId, accounts.page(await store.merges.current(accountId)));
      // The view is plain JSON by its making.
      const view = page.view as unknown as Record<string, z.core.util.JSONType>;
      const running = await Promise.all(page.plays.map((play) => withWait(plays, play)));
      return { ...page, view, plays: running.filter(({ state }) => state !== 'ended') };
    },
  );
  scope.get(
    '/accounts/:accountId/triggers',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'Rule by rule, what is met at an account and what is missing',
        tags: ['triggers'],
        params,
        response: { 200: explanationListSchema, ...problems },
      },
    },
    async ({ params: { accountId } }) => ({
      rules: await observed(store, accountId, accounts.explain(await store.merges.current(accountId))),
    }),
  );
}

/** What a play waits for that is no person's answer, only it can say itself; when it cannot, that is left out. */
async function withWait(plays: PlaysService, play: Running): Promise<Running> {
  if (play.waitingFor || play.state !== 'running') return play;
  const { waitingFor, state, phase } = await plays.get(play.runId);
  return { ...play, state, phase, ...(waitingFor && { waitingFor }) };
}

/** `/accounts/:accountId/decisions`: the ledger of an account. */
export function accountDecisionsRoute(scope: RouteScope, store: Store): void {
  scope.get(
    '/accounts/:accountId/decisions',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'The ledger of an account, oldest first: verdicts, decisions, touches, refusals, outcomes',
        tags: ['accounts'],
        params,
        querystring: decisionFilterSchema,
        response: { 200: decisionListSchema, ...problems },
      },
    },
    async ({ params: { accountId }, query: { kind } }) => {
      const { id } = await accountOf(store, accountId);
      return { decisions: [...(await store.ledger.list({ accountId: id, kind }))] };
    },
  );
}

/** `/accounts/:accountId/events`: what was seen of an account, and what it was understood as. */
export function accountEventsRoute(scope: RouteScope, store: Store): void {
  scope.get(
    '/accounts/:accountId/events',
    {
      config: { needs: 'viewer' },
      schema: {
        summary:
          'The last events of an account, the latest first: when, from where, understood as what, attributed how',
        tags: ['accounts'],
        params,
        querystring: eventFilterSchema,
        response: { 200: eventListSchema, ...problems },
      },
    },
    async ({ params: { accountId }, query: { limit } }) => {
      const { id } = await accountOf(store, accountId);
      const [count, events] = await Promise.all([store.observations.count(id), store.observations.latest(id, limit)]);
      return { count, events: events.map(asEvent) };
    },
  );
}

const asEvent = ({ source, id, at, receivedAt, type, data, names, by }: Attributed) => ({
  ...{ source, id, at, receivedAt, type, by, names: [...names] },
  // Plain JSON by its making.
  data: data as unknown as Record<string, z.core.util.JSONType>,
});

/** @throws ApiProblem ACCOUNT_UNKNOWN, also for an account of which nothing was observed yet */
async function observed<T>(store: Store, accountId: string, found: Promise<T | undefined>): Promise<T> {
  const known = await found;
  if (known !== undefined) return known;
  await accountOf(store, accountId);
  throw new ApiProblem('ACCOUNT_UNKNOWN', `Nothing was observed of the account "${accountId}" yet.`);
}

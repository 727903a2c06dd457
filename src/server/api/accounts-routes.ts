import { z } from 'zod';
import { accountFilterSchema, accountListSchema, accountsLoadedSchema } from '../../client/wire';
import { accountFileSchema, accountSchema } from '../../domain/account';
import type { Segment } from '../../domain/trajectory';
import type { AccountStanding, Store } from '../../store/store';
import { accountOf } from '../plays/start-play';
import { loadAccounts } from './load-accounts';
import { problems, type RouteScope } from './route-scope';

interface AccountsDeps {
  readonly store: Store;
  readonly now: () => Date;
  /** Hears which accounts were loaded. */
  readonly touched: (accountIds: readonly string[]) => void;
}

/** `/accounts`: the accounts as they were loaded and changed since. */
export function accountsRoutes(scope: RouteScope, { store, now, touched }: AccountsDeps): void {
  const tags = ['accounts'];
  scope.get(
    '/accounts',
    {
      config: { needs: 'viewer' },
      schema: {
        summary:
          'How all accounts stand, or those on which a person holds a role: at-risk first, the lowest health in front',
        tags,
        querystring: accountFilterSchema,
        response: { 200: accountListSchema, ...problems },
      },
    },
    async ({ query: { mine, unclaimed } }) => ({
      accounts: (await store.accounts.standings({ heldBy: mine }))
        .filter((each) => !unclaimed || each.unclaimed)
        .toSorted(byUrgency)
        .map((each) => ({ ...each })),
    }),
  );
  scope.get(
    '/accounts/:accountId',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'One account with its contacts and team',
        tags,
        params: z.object({ accountId: z.string() }),
        response: { 200: accountSchema, ...problems },
      },
    },
    async (request) => accountOf(store, request.params.accountId),
  );
  scope.post(
    '/accounts',
    {
      config: { needs: 'operator' },
      schema: {
        summary: 'Load an account file: adds what is new, replaces what is known',
        tags,
        body: accountFileSchema,
        response: { 200: accountsLoadedSchema, ...problems },
      },
    },
    async ({ body }) => {
      const loaded = await loadAccounts(store, body, now().toISOString());
      touched(body.accounts.map(({ id }) => id));
      return loaded;
    },
  );
}

/** In the order in which they need a look; accounts that are no customers come last. */
const SEGMENT_ORDER: readonly string[] = ['at-risk', 'expansion-ready', 'champion', 'stable'] satisfies Segment[];

/** Sorting keeps those that are alike by name. */
function byUrgency(one: AccountStanding, other: AccountStanding): number {
  const rank = ({ segment = '' }: AccountStanding) => (SEGMENT_ORDER.indexOf(segment) + 5) % 5;
  return rank(one) - rank(other) || (one.health ?? Infinity) - (other.health ?? Infinity) || 0;
}

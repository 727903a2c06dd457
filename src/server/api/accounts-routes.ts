import { z } from 'zod';
import { accountListSchema, accountsLoadedSchema } from '../../client/wire';
import { accountFileSchema, accountSchema } from '../../domain/account';
import type { Store } from '../../store/store';
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
      schema: { summary: 'All accounts', tags, response: { 200: accountListSchema, ...problems } },
    },
    async () => ({ accounts: [...(await store.accounts.list())] }),
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

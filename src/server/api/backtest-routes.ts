import type { Accounts } from '../../accounts';
import { backtestAnswerSchema, backtestSchema, inputErrors, MOST_BACKTESTED } from '../../client/wire';
import { houseRulesSchema, type HouseRules } from '../../domain/house-rules';
import { UnknownPlayError } from '../../domain/triggers';
import type { Instant } from '../../domain/waits';
import type { Store } from '../../store/store';
import { accountOf } from '../plays/start-play';
import { ApiProblem } from '../problems';
import { problems, type RouteScope } from './route-scope';

/** `/triggers/backtest`: what other rules would have started. */
export function backtestRoutes(scope: RouteScope, store: Store, accounts: Accounts, now: () => Date): void {
  scope.post(
    '/triggers/backtest',
    {
      config: { needs: 'viewer' },
      schema: {
        summary: 'What would have started with other rules, beside those in force; starts nothing',
        tags: ['triggers'],
        body: backtestSchema,
        response: { 200: backtestAnswerSchema, ...problems },
      },
    },
    async ({ body }) => {
      const rules = body.rules && rulesOf(body.rules);
      const { from, to } = windowOf(body, now());
      const accountIds = await accountsOf(store, body.accountIds);
      const answer = await tried(() => accounts.backtest({ rules, from, to, accountIds }));
      const customers = await customersBy(accounts, accountIds, to);
      return { from, to, accounts: accountIds.length, customers, ...answer };
    },
  );
}

/** How many are known to have been customers by then. */
async function customersBy(accounts: Accounts, accountIds: readonly string[], to: Instant): Promise<number> {
  let count = 0;
  for (const accountId of accountIds) {
    const since = (await accounts.state(accountId))?.course.customerSince;
    if (since !== undefined && since <= to) count += 1;
  }
  return count;
}

function rulesOf(given: unknown): HouseRules {
  const parsed = houseRulesSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ApiProblem('INPUT_INVALID', 'The rules to try are not valid.', inputErrors(parsed.error, 'rules'));
}

/** In UTC. What has not happened yet cannot be replayed: the window ends now at the latest. */
function windowOf(body: { readonly from: string; readonly to: string }, now: Date): { from: Instant; to: Instant } {
  const to = new Date(Math.min(Date.parse(body.to), now.getTime()));
  const from = new Date(body.from);
  if (from <= to) return { from: from.toISOString(), to: to.toISOString() };
  const expected = `a moment up to ${to.toISOString()}, the end of the window`;
  throw new ApiProblem('INPUT_INVALID', 'The window is empty.', [{ path: 'from', expected }]);
}

async function accountsOf(store: Store, wanted: readonly string[] | undefined): Promise<readonly string[]> {
  if (wanted) {
    for (const accountId of wanted) await accountOf(store, accountId);
    return [...new Set(wanted)];
  }
  const all = await store.observations.accounts();
  if (all.length <= MOST_BACKTESTED) return all.toSorted();
  const expected = `some of the ${all.length} accounts, at most ${MOST_BACKTESTED} in one request`;
  throw new ApiProblem('INPUT_INVALID', 'These are too many accounts for one request.', [
    { path: 'accountIds', expected },
  ]);
}

async function tried<T>(backtest: () => Promise<T>): Promise<T> {
  try {
    return await backtest();
  } catch (error) {
    if (!(error instanceof UnknownPlayError)) throw error;
    const errors = [{ path: 'rules.triggers.rules', expected: error.message }];
    throw new ApiProblem('INPUT_INVALID', 'The rules to try are not valid.', errors, { cause: error });
  }
}

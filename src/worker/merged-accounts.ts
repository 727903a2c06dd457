import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { COORDINATOR } from '../domain/coordinator-messages';

/**
 * What a play does at an account that became part of another one, it does at that one. A coordinator speaks of its own
 * account only, and is left alone.
 *
 * @param currentAccount the account that is meant by an id
 */
export const mergedAccounts =
  (currentAccount: (accountId: string) => Promise<string>): ActivityInterceptorsFactory =>
  ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const [request] = input.args;
        if (info.workflowType === COORDINATOR.workflow || !namesAccount(request)) return next(input);
        const accountId = await currentAccount(request.accountId);
        return accountId === request.accountId
          ? next(input)
          : next({ ...input, args: [{ ...request, accountId }, ...input.args.slice(1)] });
      },
    },
  });

const namesAccount = (request: unknown): request is { readonly accountId: string } =>
  typeof request === 'object' && request !== null && typeof (request as { accountId?: unknown }).accountId === 'string';

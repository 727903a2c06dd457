import type { Client } from '@temporalio/client';
import type { CurrentRules } from '../config';
import type { PlayContract } from '../domain/play-contract';
import { explain, type AccountState, type PlayRequested, type RuleExplanation } from '../domain/triggers';
import { createIntake, type Intake } from '../intake/intake';
import type { Store } from '../store';
import { deliver } from './deliver';
import { evaluate, type Kept } from './evaluate';
import { watchAccounts, type AccountWatch } from './watch';

export interface AccountsDeps {
  readonly store: Store;
  readonly temporal: Client;
  readonly catalogue: readonly PlayContract[];
  readonly rules: () => Promise<CurrentRules>;
  /** Puts a request to start a play before the account's coordinator; answers the verdict in words. */
  readonly request: (request: PlayRequested) => Promise<string>;
  readonly now: () => Date;
  /** Hears of what failed and is tried again. */
  readonly failed: (what: string, error: unknown) => void;
}

/** The accounts: what comes in, what is known, and what follows from it. */
export interface Accounts extends Omit<AccountWatch, 'touched'> {
  readonly intake: Intake;
  /** What is known of an account, up to this moment; undefined for one nothing was observed of. */
  state(accountId: string): Promise<AccountState | undefined>;
  /** Rule by rule, what is met and what is missing. */
  explain(accountId: string): Promise<readonly RuleExplanation[] | undefined>;
}

export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, catalogue, now, failed } = deps;
  const plays = catalogue.map(({ name }) => name);
  const rules = async () => {
    const { rules: house, version } = await deps.rules();
    return { rules: { ...house, plays }, version: `${version} ${plays.join(' ')}` };
  };
  const upToDate = async (accountId: string) => evaluate(store, accountId, now().toISOString(), await rules());
  const watch = watchAccounts({
    ...{ store, failed },
    evaluate: upToDate,
    deliver: (outgoing) => deliver(deps, outgoing),
  });
  const state = async (accountId: string) => ((await store.accountStates.get(accountId)) as Kept | undefined)?.state;
  return {
    ...watch,
    intake: createIntake({ store, now, touched: watch.touched }),
    state,
    async explain(accountId) {
      const known = await state(accountId);
      return known && explain(known, (await rules()).rules, now().toISOString());
    },
  };
}

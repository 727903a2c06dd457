import type { Client } from '@temporalio/client';
import type { AskCoordinator } from '../../activities/coordination';
import type { CurrentRules } from '../config';
import type { PlayContract } from '../domain/play-contract';
import { explain, fold, type AccountState, type PlayRequested, type RuleExplanation } from '../domain/triggers';
import { createIntake, type Intake } from '../intake/intake';
import type { Merge, Merged, RuleAnswer, Store } from '../store';
import { backtestAccounts, type AccountsBacktest, type BacktestRequest } from './backtest-accounts';
import { deliver } from './deliver';
import { evaluate, historyOf, type Kept } from './evaluate';
import { endLostRuns } from './lost-runs';
import { finishMerges, mergeAccounts } from './merge';
import { pageOf, type AccountPage } from './page';
import { watchAccounts, type AccountWatch } from './watch';

export interface AccountsDeps {
  readonly store: Store;
  readonly temporal: Client;
  /** Reaches the coordinators of accounts. */
  readonly ask: AskCoordinator;
  readonly catalogue: readonly PlayContract[];
  readonly rules: () => Promise<CurrentRules>;
  /** Puts a request to start a play before the account's coordinator; answers the verdict in words. */
  readonly request: (request: PlayRequested) => Promise<string>;
  readonly now: () => Date;
  /** Hears of what failed and is tried again. */
  readonly failed: (what: string, error: unknown) => void;
  /** Hears of events that were refused, or wait for their account. */
  readonly noticed?: (source: string, code: string) => void;
}

/** The accounts: what comes in, what is known, and what follows from it. */
export interface Accounts extends AccountWatch {
  readonly intake: Intake;
  /** What is known of an account, up to this moment; undefined for one nothing was observed of. */
  state(accountId: string): Promise<AccountState | undefined>;
  /** Rule by rule, what is met and what is missing. */
  explain(accountId: string): Promise<readonly RuleExplanation[] | undefined>;
  /** Everything known of an account, for people; undefined for one nothing was observed of. */
  page(accountId: string): Promise<AccountPage | undefined>;
  /** Makes one account of two, with their history and running plays. Cannot be undone. */
  merge(merge: Merge): Promise<Merged>;
  /** What other rules would have started, beside those in force. Starts nothing. */
  backtest(request: BacktestRequest): Promise<AccountsBacktest>;
}

/** A rule that has fired has only asked: what it was answered stands beside. */
const withAnswers = (rules: readonly RuleExplanation[], answers: readonly RuleAnswer[]): RuleExplanation[] =>
  rules.map((each) => {
    const answer = answers.find(({ rule, at }) => rule === each.rule && at === each.lastFired);
    // `queued: …`, `PLAY_DECLINED: …`: the sentence says it by itself.
    return answer ? { ...each, answer: answer.result.replace(/^[\w-]+: /, '') } : each;
  });

export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, catalogue, now, failed } = deps;
  const plays = catalogue.map(({ name }) => name);
  const rules = async () => {
    const { rules: house, version } = await deps.rules();
    return { rules: { ...house, plays }, version: `${version} ${plays.join(' ')}` };
  };
  const watch = watchAccounts({
    ...{ store, failed },
    evaluate: async (accountIds) => evaluate(store, accountIds, now().toISOString(), await rules()),
    deliver: (outgoing) => deliver(deps, outgoing),
    finish: () => finishMerges(deps),
  });
  const sweep = async () => {
    await watch.sweep();
    await endLostRuns(deps);
  };
  const kept = async (accountId: string) => (await store.accountStates.get(accountId)) as Kept | undefined;
  const state = async (accountId: string) => (await kept(accountId))?.state;
  /** Reading must not evaluate: what arrives together is looked at together. What waits for its first evaluation is only read. */
  const readable = async (accountId: string): Promise<Pick<Kept, 'state' | 'rulesChanged'> | undefined> => {
    const known = await kept(accountId);
    if (known) return known;
    const { observed } = historyOf(await store.observations.list(accountId));
    if (observed.length === 0) return undefined;
    return { state: fold(accountId, observed, now().toISOString(), (await rules()).rules).state };
  };
  return {
    ...{ ...watch, sweep },
    intake: createIntake({
      ...{ store, now, noticed: deps.noticed },
      touched: (accountIds) => watch.touched(accountIds),
    }),
    state,
    async merge(wanted) {
      // What arrived lately may say who is the same person.
      watch.touched([wanted.fromId, wanted.intoId]);
      await watch.settled();
      const merge = await mergeAccounts(deps, wanted);
      watch.touched([merge.intoId]);
      return merge;
    },
    async explain(accountId) {
      const known = await readable(accountId);
      if (!known) return undefined;
      const explained = explain(known.state, (await rules()).rules, now().toISOString());
      return withAnswers(explained, await store.accountStates.answers(accountId));
    },
    async page(accountId) {
      const known = await readable(accountId);
      return known && pageOf(deps, known, (await rules()).rules, now().toISOString());
    },
    backtest: async (request) => backtestAccounts(store, (await rules()).rules, request),
  };
}

import { factsOf } from '../../../activities/coordination';
import {
  coordinationRulesSchema,
  decide,
  emptyCoordination,
  playFacts,
  type CoordinationRules,
  type Verdict,
} from '../../domain/coordination';
import type { PlayContract } from '../../domain/play-contract';
import { runIdOf } from '../../domain/play-messages';
import type { Store } from '../../store/store';
import { accountOf, contractOf } from './start-play';

export interface PreviewDeps {
  readonly store: Store;
  readonly catalogue: readonly PlayContract[];
  /** The rules between plays as they are now; the default ones when absent. */
  readonly rules?: () => Promise<CoordinationRules>;
  readonly now: () => Date;
}

/** Which start is thought of. */
export interface PreviewRequest {
  readonly accountId: string;
  readonly plays: readonly string[];
  /** Of the run; absent: one that no run has. */
  readonly key?: string;
  readonly requestedBy: string;
}

/** What the coordinator would answer now. */
export interface Preview {
  readonly play: string;
  readonly verdict: Verdict;
}

/** No play makes such a key. */
const NEW_KEY = '(new)';

/**
 * What the account's coordinator would answer if these plays were asked for now, each by itself. Nobody is asked and
 * nothing changes: the same decision is made on what the coordinator last kept. Until a play is really asked for, the
 * answer may become another one.
 *
 * @throws ApiProblem PLAY_UNKNOWN, ACCOUNT_UNKNOWN
 */
export async function previewStart(deps: PreviewDeps, request: PreviewRequest): Promise<readonly Preview[]> {
  const { store, catalogue } = deps;
  const { requestedBy, key = NEW_KEY } = request;
  const contracts = request.plays.map((play) => contractOf(catalogue, play));
  const account = await accountOf(store, request.accountId);
  const [rules, remembered] = await Promise.all([
    deps.rules?.() ?? coordinationRulesSchema.parse({}),
    store.coordination.load(account.id),
  ]);
  const state = remembered?.state ?? emptyCoordination(account.id);
  const house = { plays: catalogue.map(playFacts), rules };
  const at = deps.now().toISOString();
  return Promise.all(
    contracts.map(async ({ name: play }) => {
      const runId = runIdOf(play, account.id, key);
      const waits = state.queue.some(({ request: queued }) => queued.runId === runId);
      const known = waits ? undefined : await store.runs.get(runId);
      if (known)
        return {
          play,
          verdict: {
            kind: 'existing',
            runId,
            because: 'It was started already: a run of this name exists, or existed.',
          },
        };
      const facts = factsOf(account);
      const asked = { type: 'start', id: `preview/${runId}`, at, play, key, runId, chain: [], account: facts } as const;
      return { play, verdict: decide(state, { ...asked, requestedBy }, house).verdict };
    }),
  );
}

import type { Client } from '@temporalio/client';
import type { AskCoordinator } from '../../../activities/coordination';
import type { ResultAnswer, RunFilter, RunListItem, RunView, StartedRun } from '../../client/wire';
import type { CoordinationRules } from '../../domain/coordination';
import type { AccountEvent } from '../../domain/events';
import type { PlayContract } from '../../domain/play-contract';
import type { ControlRequest, DecisionReceipt } from '../../domain/play-messages';
import type { ActReceipt } from '../../domain/task-actions';
import type { LedgerEntry, Store } from '../../store/store';
import { ApiProblem } from '../problems';
import { control, signalRun } from './control';
import { actOnTask, decide, type ActOnTask, type DecideRequest } from './decide';
import { heldFor, type Held } from './held';
import { listRuns } from './list-runs';
import { previewStart, type Preview, type PreviewRequest } from './preview';
import { awaitResult, decisionsOf, readRun } from './read-run';
import { startPlay, type StartRequest } from './start-play';

export interface PlaysServiceDeps {
  readonly temporal: Client;
  readonly store: Store;
  /** Reaches the coordinators of accounts. */
  readonly ask: AskCoordinator;
  readonly catalogue: readonly PlayContract[];
  /** The rules between plays as they are now, for previews; the default ones when absent. */
  readonly rules?: () => Promise<CoordinationRules>;
  /** Decides who holds a role at the moment; the real clock when absent. */
  readonly now?: () => Date;
}

/** What can be done with runs of plays. Every method throws {@link ApiProblem} for what it refuses. */
export interface PlaysService {
  readonly catalogue: readonly PlayContract[];
  /** What the coordinator would answer now; nothing changes. */
  preview(request: PreviewRequest): Promise<readonly Preview[]>;
  start(request: StartRequest): Promise<StartedRun>;
  get(runId: string): Promise<RunView>;
  /** Newest first. */
  list(filter: RunFilter): Promise<readonly RunListItem[]>;
  /** The ledger of a run, oldest first. */
  decisions(runId: string): Promise<readonly LedgerEntry[]>;
  /** Waits for the end of a run until `signal` aborts. */
  result(runId: string, signal: AbortSignal): Promise<ResultAnswer>;
  decide(runId: string, request: DecideRequest): Promise<DecisionReceipt>;
  /** A note, a snooze, a hand-over: something other than an answer. */
  act(runId: string, request: ActOnTask): Promise<ActReceipt>;
  pause(runId: string, request: ControlRequest): Promise<RunView>;
  /**
   * Refuses with PLAY_HELD what the coordinator holds. Where a person paused it as well, that pause is lifted, and the
   * answer is still `paused`, with who holds it.
   */
  resume(runId: string, request: ControlRequest): Promise<RunView>;
  cancel(runId: string, request: ControlRequest): Promise<RunView>;
  signal(runId: string, event: AccountEvent): Promise<void>;
}

/**
 * The plays of one Temporal namespace and one store, as the server offers them.
 *
 * @example
 * const plays = createPlaysService({ temporal, store, ask, catalogue: Object.values(catalogue) });
 * await plays.start({ play: 'expansion', accountId: 'acme', input: {}, requestedBy: 'ops' });
 */
export function createPlaysService(given: PlaysServiceDeps): PlaysService {
  const deps = { ...given, now: given.now ?? (() => new Date()) };
  const { temporal, store } = deps;
  const controlled = async (runId: string, message: 'pause' | 'resume' | 'cancel', request: ControlRequest) =>
    ({ ...(await control(temporal, runId, message, request)), source: 'play' }) as const;
  return {
    catalogue: deps.catalogue,
    preview: (request) => previewStart(deps, request),
    start: (request) => startPlay(deps, request),
    get: (runId) => readRun(deps, runId),
    list: (filter) => listRuns(deps, filter),
    decisions: (runId) => decisionsOf(deps, runId),
    result: (runId, signal) => awaitResult(deps, runId, signal),
    decide: (runId, request) => decide(deps, runId, request),
    act: (runId, request) => actOnTask(deps, runId, request),
    pause: (runId, request) => controlled(runId, 'pause', request),
    async resume(runId, request) {
      const held = await heldFor(store, runId);
      if (held && !held.byPersonToo) throw notYet(runId, held);
      return controlled(runId, 'resume', held ? { ...request, stillHeld: held.why } : request);
    },
    cancel: (runId, request) => controlled(runId, 'cancel', request),
    signal: (runId, event) => signalRun(deps, runId, event),
  };
}

const notYet = (runId: string, { by, why }: Held): ApiProblem =>
  new ApiProblem(
    'PLAY_HELD',
    `${runId} cannot go on yet: ${why} What goes first is ${by.runId}; once that has ended, it is decided by itself whether this one goes on.`,
  );

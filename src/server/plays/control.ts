import type { Client } from '@temporalio/client';
import type { AccountEvent } from '../../domain/events';
import type { PlayContract } from '../../domain/play-contract';
import { PLAY_MESSAGES, type ControlRequest, type PlayStatus } from '../../domain/play-messages';
import type { Store } from '../../store/store';
import { ApiProblem } from '../problems';
import { partsOfRunId } from './run-id';
import { callTemporal } from './temporal-calls';

/** Pauses, resumes or cancels a run; answers its new state. The play refuses what does not fit its state. */
export async function control(
  temporal: Client,
  runId: string,
  message: 'pause' | 'resume' | 'cancel',
  request: ControlRequest,
): Promise<PlayStatus> {
  partsOfRunId(runId);
  return callTemporal(temporal, runId, () =>
    temporal.workflow
      .getHandle(runId)
      .executeUpdate<PlayStatus, [ControlRequest]>(PLAY_MESSAGES[message], { args: [request] }),
  );
}

export interface SignalDeps {
  readonly temporal: Client;
  readonly store: Store;
  readonly catalogue: readonly PlayContract[];
}

/**
 * Tells a run a fact about its account. The same event id again is the same fact.
 *
 * @throws ApiProblem EVENT_FOREIGN, EVENT_UNHEARD when the play would ignore the fact
 */
export async function signalRun(
  { temporal, store, catalogue }: SignalDeps,
  runId: string,
  event: AccountEvent,
): Promise<void> {
  const { play, accountId } = partsOfRunId(runId);
  const account = await store.merges.current(accountId);
  if (![accountId, account].includes(event.accountId)) {
    throw new ApiProblem('EVENT_FOREIGN', `The event is about ${event.accountId}, the run about ${account}.`);
  }
  const contract = catalogue.find(({ name }) => name === play);
  const heard = contract && [...new Set([...contract.listensTo, ...Object.keys(contract.exits)])];
  if (heard && !heard.includes(event.type)) {
    throw new ApiProblem('EVENT_UNHEARD', `${play} does not listen to ${event.type}, but to ${heard.join(', ')}.`);
  }
  await callTemporal(temporal, runId, () =>
    temporal.workflow.getHandle(runId).signal<[AccountEvent]>(PLAY_MESSAGES.event, event),
  );
}

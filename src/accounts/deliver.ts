import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { formerIdOf } from '../domain/account';
import { HEARD_BY_ALL, type AccountEvent } from '../domain/events';
import type { PlayContract } from '../domain/play-contract';
import { PLAY_MESSAGES, startedAt } from '../domain/play-messages';
import type { PlayRequested } from '../domain/triggers';
import type { Outgoing, RunRow, Store } from '../store';

export interface DeliverDeps {
  readonly store: Store;
  readonly temporal: Client;
  readonly catalogue: readonly PlayContract[];
  /** Puts a request to start a play before the account's coordinator; answers the verdict in words. */
  readonly request: (request: PlayRequested) => Promise<string>;
  readonly now: () => Date;
}

/**
 * Brings a fact to the running plays that hear it, or a request to the coordinator, and notes that it was delivered.
 * Repeated after a failure: plays and coordinator take the same id once.
 */
export async function deliver(deps: DeliverDeps, outgoing: Outgoing): Promise<void> {
  const result =
    outgoing.kind === 'fact'
      ? await tellPlays(deps, outgoing.payload as AccountEvent)
      : await deps.request(outgoing.payload as PlayRequested);
  await deps.store.accountStates.delivered(outgoing.id, deps.now().toISOString(), result);
}

async function tellPlays({ store, temporal, catalogue }: DeliverDeps, fact: AccountEvent): Promise<string> {
  const hears = ({ listensTo, exits }: PlayContract) =>
    HEARD_BY_ALL.includes(fact.type) || listensTo.includes(fact.type) || fact.type in exits;
  const plays = new Set(catalogue.filter(hears).map(({ name }) => name));
  const runs = plays.size === 0 ? [] : await openRuns(store, fact.accountId);
  const told = await Promise.all(
    runs
      .filter(({ play }) => plays.has(play))
      .map(async ({ runId }) => ((await tell(temporal, runId, await asHeardBy(store, runId, fact))) ? runId : '')),
  );
  return told.some(Boolean) ? `told ${told.filter(Boolean).join(', ')}` : 'no running play hears it';
}

const openRuns = (store: Store, accountId: string): Promise<readonly RunRow[]> =>
  store.runs.list({ accountId, state: ['running', 'paused'] });

/** A run that started at an account that became part of this one knows people by the ids they had there. */
async function asHeardBy(store: Store, runId: string, fact: AccountEvent): Promise<AccountEvent> {
  const { accountId, contactId } = fact;
  if (contactId === undefined || startedAt(runId) === accountId) return fact;
  const account = await store.accounts.get(accountId);
  const contact = account?.contacts.find(({ id }) => id === contactId);
  return { ...fact, contactId: (contact && formerIdOf(contact, startedAt(runId))) ?? contactId };
}

/** Whether it was told: a run that has ended meanwhile hears nothing any more. */
async function tell(temporal: Client, runId: string, fact: AccountEvent): Promise<boolean> {
  try {
    await temporal.workflow.getHandle(runId).signal(PLAY_MESSAGES.event, fact);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { formerIdOf } from '../domain/account';
import { HEARD_BY_ALL, type AccountEvent } from '../domain/events';
import type { PlayContract } from '../domain/play-contract';
import { PLAY_MESSAGES, startedAt } from '../domain/play-messages';
import type { PlayRequested } from '../domain/triggers';
import type { Delivery, Outgoing, RunRow, Store } from '../store';

export interface DeliverDeps {
  readonly store: Store;
  readonly temporal: Client;
  readonly catalogue: readonly PlayContract[];
  /** Puts a request to start a play before the account's coordinator; answers the verdict in words. */
  readonly request: (request: PlayRequested) => Promise<string>;
  readonly now: () => Date;
  /** Hears of what failed; it is tried again. */
  readonly failed: (what: string, error: unknown) => void;
}

/**
 * Brings facts to the running plays that hear them and requests to the coordinator, in their order for each account, and
 * notes what was delivered. Repeated after a failure: plays and coordinator take the same id once.
 */
export async function deliver(deps: DeliverDeps, outgoing: readonly Outgoing[]): Promise<void> {
  const accountIds = [...new Set(outgoing.map(({ accountId }) => accountId))];
  const done = await Promise.all(
    accountIds.map((id) =>
      deliverTo(
        deps,
        outgoing.filter(({ accountId }) => accountId === id),
      ),
    ),
  );
  await deps.store.accountStates.delivered(done.flat(), deps.now().toISOString());
}

async function deliverTo(deps: DeliverDeps, ofOneAccount: readonly Outgoing[]): Promise<readonly Delivery[]> {
  const done: Delivery[] = [];
  let running: OpenRuns | undefined;
  for (const { id, accountId, kind, payload } of ofOneAccount)
    try {
      const openRuns = () => (running ??= openRunsOf(deps.store, accountId));
      const result =
        kind === 'fact'
          ? await tellPlays(deps, payload as AccountEvent, openRuns)
          : await deps.request(payload as PlayRequested);
      // What was asked for may run now.
      if (kind === 'request') running = undefined;
      done.push({ id, result });
    } catch (error) {
      deps.failed(`delivering ${id}`, error);
    }
  return done;
}

type OpenRuns = Promise<readonly RunRow[]>;

const openRunsOf = (store: Store, accountId: string): OpenRuns =>
  store.runs.list({ accountId, state: ['running', 'paused'] });

async function tellPlays(
  { store, temporal, catalogue }: DeliverDeps,
  fact: AccountEvent,
  openRuns: () => OpenRuns,
): Promise<string> {
  const hears = ({ listensTo, exits }: PlayContract) =>
    HEARD_BY_ALL.includes(fact.type) || listensTo.includes(fact.type) || fact.type in exits;
  const plays = new Set(catalogue.filter(hears).map(({ name }) => name));
  const runs = plays.size === 0 ? [] : await openRuns();
  const told = await Promise.all(
    runs
      .filter(({ play }) => plays.has(play))
      .map(async ({ runId }) => ((await tell(temporal, runId, await asHeardBy(store, runId, fact))) ? runId : '')),
  );
  return told.some(Boolean) ? `told ${told.filter(Boolean).join(', ')}` : 'no running play hears it';
}

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

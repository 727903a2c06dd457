import type { Client } from '@temporalio/client';
import type { Retry, RunFilter, RunListItem } from '../../client/wire';
import type { Store, TaskRow } from '../../store/store';
import { retriesNow } from './retries-now';

export interface ListDeps {
  readonly store: Store;
  readonly temporal: Client;
}

/**
 * The runs, newest first, each with the answer it waits for as the read model has it, and with the steps that Temporal
 * tries again as it tells them within moments.
 */
export async function listRuns(
  { store, temporal }: ListDeps,
  { asStored = false, ...filter }: RunFilter,
): Promise<readonly RunListItem[]> {
  const accountId = filter.accountId && (await store.merges.current(filter.accountId));
  const rows = await store.runs.list({ ...filter, accountId });
  const open = rows.filter(({ state }) => state !== 'ended').map(({ runId }) => runId);
  const asking = asStored ? new Map<string, readonly Retry[]>() : retriesNow(temporal, open);
  const [retries, waits] = await Promise.all([
    asking,
    Promise.all(open.map(async (runId) => [runId, waitOf(await store.tasks.list({ runId, state: 'open' }))] as const)),
  ]);
  const waitsByRun = new Map(waits);
  return rows.map((row) => ({ ...row, ...waitsByRun.get(row.runId), ...heldUpBy(retries.get(row.runId)) }));
}

const heldUpBy = (retrying: readonly Retry[] | undefined): Pick<RunListItem, 'heldUp' | 'retrying'> =>
  retrying ? { heldUp: true, retrying: [...retrying] } : {};

function waitOf(tasks: readonly TaskRow[]): Pick<RunListItem, 'waitingFor' | 'heldUp'> {
  const repairs = tasks.filter(({ taskId, runId }) => taskId.startsWith(`${runId}/repair/`));
  const urgent = repairs.length > 0 ? repairs : tasks;
  if (urgent.length === 0) return {};
  return { heldUp: repairs.length > 0, waitingFor: urgent.map(awaited).join(', ') };
}

function awaited({ taskId, runId, assignments }: TaskRow): string {
  return `${assignments.at(-1)?.email ?? 'nobody could be told'} (${taskId.slice(runId.length + 1)})`;
}

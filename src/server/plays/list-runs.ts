import type { RunFilter, RunListItem } from '../../client/wire';
import type { Store, TaskRow } from '../../store/store';

/** The runs, newest first, each with the answer it waits for, as the read model has it. */
export async function listRuns(store: Store, filter: RunFilter): Promise<readonly RunListItem[]> {
  const accountId = filter.accountId && (await store.merges.current(filter.accountId));
  const rows = await store.runs.list({ ...filter, accountId });
  return Promise.all(
    rows.map(async (row) => {
      if (row.state === 'ended') return row;
      return { ...row, ...waitOf(await store.tasks.list({ runId: row.runId, state: 'open' })) };
    }),
  );
}

function waitOf(tasks: readonly TaskRow[]): Pick<RunListItem, 'waitingFor' | 'heldUp'> {
  const repairs = tasks.filter(({ taskId, runId }) => taskId.startsWith(`${runId}/repair/`));
  const urgent = repairs.length > 0 ? repairs : tasks;
  if (urgent.length === 0) return {};
  return { heldUp: repairs.length > 0, waitingFor: urgent.map(awaited).join(', ') };
}

function awaited({ taskId, runId, assignments }: TaskRow): string {
  return `${assignments.at(-1)?.email ?? 'nobody could be told'} (${taskId.slice(runId.length + 1)})`;
}

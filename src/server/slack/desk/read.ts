import type { KnownBlock } from '@slack/types';
import type { Account, Person } from '../../../domain/account';
import type { RunRow } from '../../../store/store';
import { ApiProblem } from '../../problems';
import { rolesOf } from '../known-person';
import type { SlackContext } from '../slack-context';
import { accountPage, TASKS_ON_ACCOUNT } from './account-page';
import { overview, TASKS_SHOWN } from './overview';
import { PAGE_SIZE, taskPage, tasksPage } from './task-pages';

/** The overview of a person. `done`: a task they just dealt with, which the read model may not know yet. */
export async function readOverview({ store, now }: SlackContext, person: Person, done?: string): Promise<KnownBlock[]> {
  const at = now().toISOString();
  const [page, accounts] = await Promise.all([
    store.desk.tasks({ assignee: person.email }, { at, limit: TASKS_SHOWN }),
    store.desk.accounts(person.email),
  ]);
  const stale = page.tasks.find(({ taskId }) => taskId === done);
  if (!stale) return overview({ page, accounts, at });
  const wasHeld = stale.state.kind === 'open' && stale.state.onHold !== undefined;
  const wasLate = stale.state.kind === 'open' && stale.state.due < at && !wasHeld;
  const tasks = page.tasks.filter((task) => task !== stale);
  const [onHold, overdue] = [page.onHold - (wasHeld ? 1 : 0), page.overdue - (wasLate ? 1 : 0)];
  return overview({
    page: { tasks, total: page.total - 1, onHold, overdue },
    accounts,
    at,
  });
}

/** A page of the tasks of a person; the first one when there is nothing on that page any more. */
export async function readTasksPage(context: SlackContext, person: Person, offset = 0): Promise<KnownBlock[]> {
  const { store, now } = context;
  const at = now().toISOString();
  const page = await store.desk.tasks({ assignee: person.email }, { at, offset, limit: PAGE_SIZE });
  if (page.tasks.length === 0 && offset > 0) return readTasksPage(context, person);
  return tasksPage({ page, offset, at });
}

/** @throws ApiProblem TASK_UNKNOWN */
export async function readTaskPage({ store }: SlackContext, person: Person, taskId: string): Promise<KnownBlock[]> {
  const task = await store.tasks.get(taskId);
  if (!task) throw new ApiProblem('TASK_UNKNOWN', 'This task is not known any more.');
  return taskPage(task, person);
}

/** How a run just said that it is. */
export type RunNow = Pick<RunRow, 'runId' | 'state' | 'phase'>;

/** The page of an account. `now`: runs as they just answered themselves, which the read model may not know yet. */
export async function readAccountPage(
  context: SlackContext,
  person: Person,
  account: Account,
  now: readonly RunNow[] = [],
): Promise<KnownBlock[]> {
  const { store, plays, now: clock } = context;
  const at = clock().toISOString();
  const accountId = account.id;
  const [days, roles, rows, queued, tasks, people] = await Promise.all([
    store.accountStates.health(accountId),
    rolesOf(context, person, account),
    store.runs.list({ accountId, state: ['running', 'paused'] }),
    store.coordination.queued({ accountId }),
    store.desk.tasks({ accountId }, { at, limit: TASKS_ON_ACCOUNT }),
    store.people.list(),
  ]);
  const runs = rows
    .map((run) => ({ ...run, ...now.find(({ runId }) => runId === run.runId) }))
    .filter(({ state }) => state !== 'ended');
  const over = now.filter(({ state }) => state === 'ended').map(({ runId }) => runId);
  const shown = tasks.tasks.filter(({ runId }) => !over.includes(runId));
  const idle = plays.catalogue.map(({ name }) => name).filter((name) => !runs.some(({ play }) => play === name));
  const previews = await plays.preview({ accountId, plays: idle, requestedBy: person.name });
  return accountPage({
    ...{ accountId, name: account.name, health: days.at(-1), roles, runs, queued, people, previews },
    tasks: { shown, total: tasks.total - (tasks.tasks.length - shown.length) },
    catalogue: plays.catalogue,
    at,
  });
}

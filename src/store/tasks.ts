import { and, desc, eq, not, sql } from 'drizzle-orm';
import { LIST_LIMIT, type Database } from './database';
import { found } from './rows';
import { tasks } from './schema';
import type { Assignment, TaskRow, Tasks } from './store';

type Row = typeof tasks.$inferSelect;

/** Given to somebody, in some role. */
export const isAssigned = (as: Partial<Assignment>) => sql`${tasks.assignments} @> ${JSON.stringify([as])}::jsonb`;

export const taskRow = ({ stateKind: _stateKind, ...row }: Row): TaskRow => row;

/** Questions to people. Answered and closed tasks stay as they are. */
export function tasksIn(db: Database): Tasks {
  const stored = async (taskId: string): Promise<TaskRow> =>
    found(await get(db, taskId), `Task "${taskId}"`, 'Open it before it is changed.');
  const isOpen = (taskId: string) => and(eq(tasks.taskId, taskId), eq(tasks.stateKind, 'open'));
  return {
    async open(task) {
      const [row] = await db
        .insert(tasks)
        .values({ ...task, stateKind: task.state.kind })
        .onConflictDoNothing()
        .returning();
      return row ? taskRow(row) : stored(task.taskId);
    },
    async assign(taskId, assignment) {
      // One statement: two escalations at once add each step once, in the order in which they arrive.
      const [row] = await db
        .update(tasks)
        .set({ assignments: sql`${tasks.assignments} || ${JSON.stringify([assignment])}::jsonb` })
        .where(
          and(
            isOpen(taskId),
            not(isAssigned(assignment.step === undefined ? { role: assignment.role } : { step: assignment.step })),
          ),
        )
        .returning();
      return row ? taskRow(row) : stored(taskId);
    },
    async update(taskId, change) {
      if (Object.values(change).every((value) => value === undefined)) return stored(taskId);
      const [row] = await db
        .update(tasks)
        .set({ ...change, stateKind: change.state?.kind })
        .where(isOpen(taskId))
        .returning();
      return row ? taskRow(row) : stored(taskId);
    },
    get: (taskId) => get(db, taskId),
    async list({ runId, accountId, state, assignee }) {
      const rows = await db
        .select()
        .from(tasks)
        .where(
          and(
            runId === undefined ? undefined : eq(tasks.runId, runId),
            accountId === undefined ? undefined : eq(tasks.accountId, accountId),
            state === undefined ? undefined : eq(tasks.stateKind, state),
            assignee === undefined ? undefined : isAssigned({ email: assignee }),
          ),
        )
        .orderBy(desc(tasks.openedAt), desc(tasks.taskId))
        .limit(LIST_LIMIT);
      const mine = ({ assignments }: Row) =>
        assignee === undefined ||
        assignments.some(({ email, passedOn, consulted }) => email === assignee && !passedOn && !consulted);
      return rows.reverse().filter(mine).map(taskRow);
    },
  };
}

async function get(db: Database, taskId: string): Promise<TaskRow | undefined> {
  const [row] = await db.select().from(tasks).where(eq(tasks.taskId, taskId));
  return row && taskRow(row);
}

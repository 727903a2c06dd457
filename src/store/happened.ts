import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or, sql } from 'drizzle-orm';
import { LIST_LIMIT, type Database } from './database';
import type { Happened, Span } from './desk-port';
import { withoutNulls } from './rows';
import { healthDays, ledger, runs, tasks } from './schema';
import type { TaskRow } from './store';
import { taskRow } from './tasks';

/** What happened at these accounts; one statement for each kind, however many accounts there are. */
export async function happenedIn(db: Database, accountIds: readonly string[], span: Span): Promise<Happened> {
  const [entries, moved, health] = [
    await entriesIn(db, accountIds, span),
    await runsIn(db, accountIds, span),
    await healthIn(db, accountIds, span),
  ];
  return { entries, runs: moved, health };
}

export async function tasksMeanwhileIn(
  db: Database,
  accountIds: readonly string[],
  { since, until }: Span,
): Promise<readonly TaskRow[]> {
  const answeredAt = sql`${tasks.state} ->> 'at'`;
  const answered = and(eq(tasks.stateKind, 'answered'), sql`${answeredAt} > ${since} and ${answeredAt} <= ${until}`);
  const rows = await db
    .select()
    .from(tasks)
    .where(and(inArray(tasks.accountId, [...accountIds]), or(eq(tasks.stateKind, 'open'), answered)))
    .orderBy(desc(tasks.openedAt), desc(tasks.taskId))
    .limit(LIST_LIMIT);
  return rows.reverse().map(taskRow);
}

async function entriesIn(db: Database, accountIds: readonly string[], { since, until }: Span) {
  const rows = await db
    .select()
    .from(ledger)
    .where(and(inArray(ledger.accountId, [...accountIds]), gt(ledger.at, since), lte(ledger.at, until)))
    .orderBy(desc(ledger.at), desc(ledger.seq))
    .limit(LIST_LIMIT);
  return rows.reverse().map(({ seq: _seq, ...entry }) => withoutNulls(entry));
}

async function runsIn(db: Database, accountIds: readonly string[], { since, until }: Span) {
  const within = (column: typeof runs.startedAt | typeof runs.endedAt) => and(gt(column, since), lte(column, until));
  const rows = await db
    .select()
    .from(runs)
    .where(and(inArray(runs.accountId, [...accountIds]), or(within(runs.startedAt), within(runs.endedAt))))
    .orderBy(desc(runs.startedAt), desc(runs.runId))
    .limit(LIST_LIMIT);
  return rows.reverse().map(withoutNulls);
}

/** The day of `until` is not over; that of `since` was not when the span began. */
async function healthIn(db: Database, accountIds: readonly string[], { since, until }: Span) {
  const [from, to] = [since.slice(0, 10), until.slice(0, 10)];
  const theirs = inArray(healthDays.accountId, [...accountIds]);
  const before = await db
    .selectDistinctOn([healthDays.accountId])
    .from(healthDays)
    .where(and(theirs, lt(healthDays.day, from)))
    .orderBy(healthDays.accountId, desc(healthDays.day));
  const within = await db
    .select()
    .from(healthDays)
    .where(and(theirs, gte(healthDays.day, from), lt(healthDays.day, to)))
    .orderBy(asc(healthDays.accountId), asc(healthDays.day));
  return [...before, ...within]
    .map(withoutNulls)
    .sort((a, b) => a.accountId.localeCompare(b.accountId) || a.day.localeCompare(b.day));
}

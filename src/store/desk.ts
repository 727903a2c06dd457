import { and, count, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Role } from '../domain/roles';
import type { Database } from './database';
import type { Desk, TeamAccount } from './desk-port';
import { happenedIn, tasksMeanwhileIn } from './happened';
import { accounts, healthDays, tasks } from './schema';
import { isAssigned, taskRow } from './tasks';

/** What one person has before them. Only what is shown is read: a card can be long, and there can be hundreds. */
export function deskIn(db: Database): Desk {
  return {
    async tasks({ assignee, accountId }, { at, offset = 0, limit }) {
      const theirs = and(
        eq(tasks.stateKind, 'open'),
        assignee === undefined ? undefined : isAsked(assignee),
        accountId === undefined ? undefined : eq(tasks.accountId, accountId),
      );
      const [counts] = await db
        .select({
          total: count(),
          onHold: sql<number>`count(*) filter (where ${isOnHold})`.mapWith(Number),
          overdue: sql<number>`count(*) filter (where ${due} < ${at} and not ${isOnHold})`.mapWith(Number),
        })
        .from(tasks)
        .where(theirs);
      const page = db.select({ taskId: tasks.taskId }).from(tasks).where(theirs);
      const ids = page.orderBy(due, tasks.openedAt, tasks.taskId).limit(limit).offset(offset).as('page');
      const rows = await db
        .select(getTableColumns(tasks))
        .from(tasks)
        .innerJoin(ids, eq(tasks.taskId, ids.taskId))
        .orderBy(due, tasks.openedAt, tasks.taskId);
      const { total = 0, onHold = 0, overdue = 0 } = counts ?? {};
      return { tasks: rows.map(taskRow), total, onHold, overdue };
    },
    async accounts(email) {
      const rows = await db
        .select({ id: accounts.id, name: accounts.name, roles: rolesOf(email), health: latestHealth })
        .from(accounts)
        .where(sql`exists (select 1 from ${teamOf} where ${isTheirs(email)})`)
        .orderBy(accounts.name, accounts.id);
      return rows.map(({ roles, health, ...account }): TeamAccount => ({
        ...account,
        roles,
        ...(health && { health: { ...health, segment: health.segment ?? undefined } }),
      }));
    },
    happened: (accountIds, span) => happenedIn(db, accountIds, span),
    tasksMeanwhile: (accountIds, span) => tasksMeanwhileIn(db, accountIds, span),
  };
}

/** It is for them to answer: they neither gave it away nor were they only asked about it. The first part is what the index finds. */
const isAsked = (email: string) => sql`${isAssigned({ email })} and exists (
  select 1 from jsonb_array_elements(${tasks.assignments}) as given
  where given ->> 'email' = ${email} and given -> 'consulted' is null and given -> 'passedOn' is distinct from 'true'::jsonb)`;

const isOnHold = sql`(${tasks.state} ->> 'onHold' is not null)`;

/** Instants are written alike, so that their order is that of the text. */
const due = sql`${tasks.state} ->> 'due'`;

const teamOf = sql`jsonb_each_text(${accounts.record} -> 'team') as team`;
const isTheirs = (email: string) => sql`lower(team.value) = ${email.toLowerCase()}`;
const rolesOf = (email: string) =>
  sql<Role[]>`(select jsonb_agg(team.key order by team.key) from ${teamOf} where ${isTheirs(email)})`;

const latestHealth = sql<(Omit<NonNullable<TeamAccount['health']>, 'segment'> & { segment: string | null }) | null>`(
  select jsonb_build_object('day', ${healthDays.day}, 'score', ${healthDays.score}, 'confidence', ${healthDays.confidence},
    'segment', ${healthDays.segment}, 'because', ${healthDays.because})
  from ${healthDays} where ${healthDays.accountId} = ${accounts.id} order by ${healthDays.day} desc limit 1)`;

import { sql } from 'drizzle-orm';
import type { Database } from './database';
import { accounts, healthDays, people, runs } from './schema';
import type { AccountStanding } from './store';

/** How accounts stand, by name, in one statement. */
export async function standingsIn(db: Database, heldBy: string | undefined): Promise<readonly AccountStanding[]> {
  const rows = await db
    .select({
      id: accounts.id,
      name: accounts.name,
      renewalOn: accounts.renewalOn,
      health: told,
      csm,
      plays,
      unclaimed,
    })
    .from(accounts)
    .where(heldBy === undefined ? undefined : sql`exists (select 1 from ${team} where ${isTheirs(heldBy)})`)
    .orderBy(accounts.name, accounts.id);
  return rows.map(({ id, name, renewalOn, health, csm: holder, plays: running, unclaimed: alone }) => ({
    ...{ id, name, plays: running ?? [] },
    ...(alone && { unclaimed: true as const }),
    ...(health && { health: health.score }),
    ...(health?.segment && { segment: health.segment }),
    ...(renewalOn !== null && { renewalOn }),
    ...(holder?.email && { csm: { email: holder.email, ...(holder.name && { name: holder.name }) } }),
  }));
}

const team = sql`jsonb_each_text(${accounts.record} -> 'team') as team`;
const isTheirs = (email: string) => sql`lower(team.value) = ${email.toLowerCase()}`;

/** An account that an event made has neither. */
const unclaimed = sql<boolean>`${accounts.record} -> 'contract' is null and ${accounts.record} -> 'team' = '{}'::jsonb`;

const told = sql<{ score: number; segment: string | null } | null>`(
  select jsonb_build_object('score', ${healthDays.score}, 'segment', ${healthDays.segment})
  from ${healthDays} where ${healthDays.accountId} = ${accounts.id} order by ${healthDays.day} desc limit 1)`;

const csmOf = sql`${accounts.record} -> 'team' ->> 'csm'`;
const csm = sql<{ email: string | null; name: string | null } | null>`jsonb_build_object('email', ${csmOf}, 'name', (
  select ${people.record} ->> 'name' from ${people} where ${people.email} = lower(${csmOf})))`;

const plays = sql<string[] | null>`(
  select jsonb_agg(${runs.play} order by ${runs.startedAt}, ${runs.runId})
  from ${runs} where ${runs.accountId} = ${accounts.id} and ${runs.state} in ('running', 'paused'))`;

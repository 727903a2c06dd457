import { and, arrayOverlaps, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import { LIST_LIMIT, type Database } from './database';
import { found } from './rows';
import { meetings } from './schema';
import type { Meeting, Meetings } from './store';

type Row = typeof meetings.$inferSelect;

const meeting = ({ people: _people, ...row }: Row): Meeting => row;

function participants({ organizer, attendees }: Meeting): string[] {
  return [...new Set([organizer, ...attendees.map(({ email }) => email)].map((email) => email.toLowerCase()))];
}

/** Meetings by iCalendar UID. */
export function meetingsIn(db: Database): Meetings {
  return {
    async save(given) {
      const { uid, ...row } = { ...given, people: participants(given) };
      const [stored] = await db
        .insert(meetings)
        .values({ uid, ...row })
        .onConflictDoUpdate({
          target: meetings.uid,
          set: row,
          setWhere: sql`${meetings.sequence} <= excluded.sequence`,
        })
        .returning();
      return stored ? meeting(stored) : found(await get(db, uid), `Meeting "${uid}"`, 'Save it again.');
    },
    get: (uid) => get(db, uid),
    async list({ accountId, runId }) {
      const rows = await db
        .select()
        .from(meetings)
        .where(
          and(
            accountId === undefined ? undefined : eq(meetings.accountId, accountId),
            runId === undefined ? undefined : eq(meetings.runId, runId),
          ),
        )
        .orderBy(desc(meetings.startsAt), desc(meetings.uid))
        .limit(LIST_LIMIT);
      return rows.reverse().map(meeting);
    },
    async overlapping(emails, from, until) {
      if (emails.length === 0) return [];
      const lowerCase = emails.map((email) => email.toLowerCase());
      const rows = await db
        .select()
        .from(meetings)
        .where(
          and(
            eq(meetings.status, 'confirmed'),
            arrayOverlaps(meetings.people, lowerCase),
            lt(meetings.startsAt, until),
            gt(meetings.endsAt, from),
          ),
        )
        .orderBy(asc(meetings.startsAt), asc(meetings.uid));
      return rows.map(meeting);
    },
  };
}

async function get(db: Database, uid: string): Promise<Meeting | undefined> {
  const [row] = await db.select().from(meetings).where(eq(meetings.uid, uid));
  return row && meeting(row);
}

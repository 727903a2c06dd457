import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { Database } from './database';
import { withoutNulls } from './rows';
import { enrolments, marketingLeases as leases, promotions } from './schema';
import type { Marketing } from './store';

/** Marketing's own state: a lease counts from `from` until `until` or until it is lifted, whichever comes first. */
export function marketingIn(db: Database): Marketing {
  return {
    async pause(lease) {
      await db.insert(leases).values(lease).onConflictDoNothing();
    },
    async lift(key, at) {
      // The first lift counts. A key that never paused has nothing to lift: cleanup may run before the pause did.
      await db
        .update(leases)
        .set({ liftedAt: at })
        .where(and(eq(leases.key, key), isNull(leases.liftedAt)));
    },
    async leases(accountId) {
      const rows = await db
        .select()
        .from(leases)
        .where(eq(leases.accountId, accountId))
        .orderBy(asc(leases.from), asc(leases.key));
      return rows.map(withoutNulls);
    },
    async standing(accountId) {
      return standingOf(db, accountId);
    },
    async setStanding(accountId, standing) {
      await db
        .insert(promotions)
        .values({ accountId, standing })
        .onConflictDoUpdate({ target: promotions.accountId, set: { standing } });
    },
    async paused(accountId, at) {
      if ((await standingOf(db, accountId)) === 'paused') return true;
      const active = await db
        .select({ key: leases.key })
        .from(leases)
        .where(
          and(
            eq(leases.accountId, accountId),
            lte(leases.from, at),
            gt(leases.until, at),
            or(isNull(leases.liftedAt), gt(leases.liftedAt, at)),
          ),
        )
        .limit(1);
      return active.length > 0;
    },
    async enrol(enrolment) {
      await db.insert(enrolments).values(enrolment).onConflictDoNothing();
    },
    async leave({ accountId, programme, runId, at }) {
      const those = and(
        eq(enrolments.accountId, accountId),
        eq(enrolments.programme, programme),
        runId === undefined ? undefined : eq(enrolments.runId, runId),
        lte(enrolments.at, at),
      );
      await db
        .update(enrolments)
        .set({ leftAt: at })
        .where(and(those, isNull(enrolments.leftAt)));
      // An attempt that comes again answers the same.
      const left = await db
        .selectDistinct({ contactId: enrolments.contactId })
        .from(enrolments)
        .where(and(those, eq(enrolments.leftAt, at)))
        .orderBy(asc(enrolments.contactId));
      return left.map(({ contactId }) => contactId);
    },
    async enrolments(accountId) {
      const rows = await db
        .select()
        .from(enrolments)
        .where(eq(enrolments.accountId, accountId))
        .orderBy(asc(enrolments.at), asc(enrolments.key));
      return rows.map(withoutNulls);
    },
  };
}

async function standingOf(db: Database, accountId: string): Promise<'running' | 'paused' | undefined> {
  const [row] = await db.select().from(promotions).where(eq(promotions.accountId, accountId));
  return row?.standing;
}

import { asc, eq } from 'drizzle-orm';
import type { Database } from './database';
import { people } from './schema';
import type { People } from './store';

/** Our people, by e-mail address whatever its case. */
export function peopleIn(db: Database): People {
  return {
    async save(person) {
      await db
        .insert(people)
        .values({ email: person.email.toLowerCase(), record: person })
        .onConflictDoUpdate({ target: people.email, set: { record: person } });
    },
    async byEmail(email) {
      const [row] = await db.select().from(people).where(eq(people.email, email.toLowerCase()));
      return row?.record;
    },
    async list() {
      const rows = await db.select().from(people).orderBy(asc(people.email));
      return rows.map((row) => row.record);
    },
  };
}

import { inArray } from 'drizzle-orm';
import type { Incoming, Name } from '../domain/observations';
import { namesLearnt } from './attribution';
import type { Database } from './database';
import { names } from './schema';

type Row = typeof names.$inferSelect;
type Subject = Incoming['subject'];

/**
 * Names that accounts are known by, read for many items at once. It stays true while what is received is locked: within
 * that time names are added, and none comes to mean something else.
 */
export class KnownNames {
  private readonly rows = new Map<Name, Row>();

  /** Reads which accounts the names of these items mean. */
  async read(tx: Database, items: readonly Incoming[]): Promise<void> {
    const wanted = new Set(items.flatMap(({ subject }) => namesLearnt(subject).map(({ name }) => name)));
    const unknown = [...wanted].filter((name) => !this.rows.has(name));
    if (unknown.length === 0) return;
    for (const row of await tx.select().from(names).where(inArray(names.name, unknown))) this.rows.set(row.name, row);
  }

  /**
   * The account an item is about, as `attribute` tells it, when all its names are known: nothing is learnt from it then.
   * Undefined when that is not sure.
   */
  accountOf(subject: Subject): string | undefined {
    const found = namesLearnt(subject).map(({ name, kind }) => ({ kind, row: this.rows.get(name) }));
    if (found.some(({ row }) => row === undefined)) return undefined;
    const ofAccount = found.filter(({ kind }) => kind !== 'contact');
    const telling = ofAccount.length > 0 ? ofAccount.filter(({ row }) => row?.kind !== 'contact') : found;
    return telling[0]?.row?.accountId;
  }
}

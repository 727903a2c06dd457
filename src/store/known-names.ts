import { eq, inArray } from 'drizzle-orm';
import type { Incoming, Name } from '../domain/observations';
import { namesLearnt } from './attribution';
import type { Database } from './database';
import { names, sharedNames } from './schema';
import { MOST_CLAIMS } from './shared-names';

/** What a name means, and which further accounts have a contact of that name. */
type Row = typeof names.$inferSelect & { readonly claims: readonly string[] };
type Subject = Incoming['subject'];

/**
 * Names that accounts are known by, read for many items at once. It stays true while what is received is locked and what
 * is learnt from an item is read again.
 */
export class KnownNames {
  private readonly rows = new Map<Name, Row>();

  /** Reads which accounts the names of these items mean. */
  async read(tx: Database, items: readonly Incoming[]): Promise<void> {
    const wanted = new Set(items.flatMap(({ subject }) => namesLearnt(subject).map(({ name }) => name)));
    if (wanted.size === 0) return;
    const found = await tx
      .select({ row: names, claim: sharedNames.accountId })
      .from(names)
      .leftJoin(sharedNames, eq(sharedNames.name, names.name))
      .where(inArray(names.name, [...wanted]));
    for (const name of wanted) this.rows.delete(name);
    for (const { row, claim } of found) {
      const claims = this.rows.get(row.name)?.claims ?? [];
      this.rows.set(row.name, { ...row, claims: claim === null ? claims : [...claims, claim] });
    }
  }

  /**
   * The account an item is about, as `attribute` tells it, when all its names are known as its own: nothing is learnt
   * from it then. Undefined when that is not sure.
   */
  accountOf(subject: Subject): string | undefined {
    const found = namesLearnt(subject).map(({ name, kind }) => ({ kind, row: this.rows.get(name) }));
    const known = found.flatMap(({ kind, row }) => (row ? [{ kind, row }] : []));
    if (known.length < found.length) return undefined;
    const ofAccount = known.filter(({ kind }) => kind !== 'contact');
    const telling =
      ofAccount.length > 0
        ? ofAccount.filter(({ row }) => row.kind !== 'contact')
        : known.filter(({ row }) => row.claims.length === 0);
    const accountId = telling[0]?.row.accountId;
    const isClaimed = ({ accountId: first, claims }: Row) =>
      first === accountId || claims.length >= MOST_CLAIMS || claims.some((each) => each === accountId);
    const ofContact = known.filter(({ kind, row }) => kind === 'contact' && row.kind === 'contact');
    return ofContact.every(({ row }) => isClaimed(row)) ? accountId : undefined;
  }
}

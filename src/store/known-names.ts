import { inArray, sql } from 'drizzle-orm';
import type { Name } from '../domain/observations';
import { accountTold, nameIn, type Standing, type Told } from './clues';
import type { Database } from './database';
import { claims, names } from './schema';

/**
 * So many accounts of one name are kept: enough to know that it stays shared when some of them become one. A program that
 * sends for all accounts under one user id is known as a contact of all of them.
 */
export const MOST_CLAIMS = 10;

const NAMES_AT_ONCE = 10_000;

/** What is sure of an item without asking the store, when nothing new can be learnt from it. */
export type Sure = { readonly accountId: string } | 'waits';

/** What names mean, read for many items at once. It stays true while what is received is locked and what changes is read again. */
export class KnownNames {
  private readonly accounts = new Map<Name, string>();
  private readonly standings = new Map<Name, Standing>();
  private readonly wanted = new Set<Name>();

  /** Reads what these say. */
  read(tx: Database, told: readonly Told[]): Promise<void> {
    return this.readNames(tx, new Set(told.flatMap(namesIn)));
  }

  /** Reads again what is known of these, as far as it was read before. */
  readAgain(tx: Database, changed: Iterable<Name>): Promise<void> {
    return this.readNames(tx, new Set([...changed].filter((name) => this.wanted.has(name))));
  }

  readonly accountOf = (name: Name): string | undefined => this.accounts.get(name);
  readonly standingOf = (name: Name): Standing | undefined => this.standings.get(name);

  /** Whether the account knows the name with this rank, or nothing would be added by its knowing it. */
  holds(name: Name, accountId: string, rank: number): boolean {
    const standing = this.standings.get(name);
    if (!standing || standing.rank > rank) return false;
    return standing.rank < rank || standing.accounts.has(accountId) || standing.accounts.size >= MOST_CLAIMS;
  }

  /** The account an item is about when it says nothing new; undefined when it does, or may. */
  sureOf({ account, domains, own, clues }: Told): Sure | undefined {
    if (!clues) {
      const accountId = this.accounts.get(account[0]!);
      if (accountId === undefined || !account.every((name) => this.accounts.has(name))) return undefined;
      return [...domains, ...own].every((name) => this.holds(name, accountId, 0)) ? { accountId } : undefined;
    }
    const told = accountTold(clues, this.standingOf);
    if (!told) return 'waits';
    return own.every((name) => this.holds(name, told.accountId, told.rank + 1)) ? told : undefined;
  }

  private async readNames(tx: Database, wanted: ReadonlySet<Name>): Promise<void> {
    const all = [...wanted];
    for (let from = 0; from < all.length; from += NAMES_AT_ONCE) {
      const some = all.slice(from, from + NAMES_AT_ONCE);
      for (const name of some) {
        this.wanted.add(name);
        this.accounts.delete(name);
        this.standings.delete(name);
      }
      const ofAccounts = tx
        .select({ name: names.name, accountId: names.accountId, rank: sql<number | null>`null::integer` })
        .from(names)
        .where(inArray(names.name, some));
      const ofOthers = tx
        .select({ name: claims.name, accountId: claims.accountId, rank: sql<number | null>`${claims.rank}` })
        .from(claims)
        .where(inArray(claims.name, some));
      for (const { name, accountId, rank } of await ofAccounts.unionAll(ofOthers)) {
        if (rank === null) this.accounts.set(name, accountId);
        else this.standings.set(name, { rank, accounts: new Set(this.standings.get(name)?.accounts).add(accountId) });
      }
    }
  }
}

const namesIn = ({ account, domains, own, clues = [] }: Told): readonly Name[] => [
  ...[...account, ...domains, ...own],
  ...clues.map(nameIn),
];

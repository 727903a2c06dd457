import { eq, inArray, sql } from 'drizzle-orm';
import type { Incoming, Observation } from '../domain/observations';
import type { Instant } from '../domain/waits';
import { accountNamed, learn } from './attribution';
import { accountTold, toldBy, type Told } from './clues';
import type { Database } from './database';
import { KnownNames } from './known-names';
import type { Received } from './observations-port';
import { learnFrom, type Reconsidered } from './reconsider';
import { observations } from './schema';

/** A statement takes 65,535 values at most. */
const AT_ONCE = 500;

/**
 * Keeps what is new and attributes it. One at a time over all servers, so that the order of arrival is the order of
 * commits: a fold that has seen number 6 never misses a number 5 that is committed later.
 */
export async function receive(tx: Database, items: readonly Incoming[], receivedAt: Instant): Promise<Received[]> {
  await lockReceiving(tx);
  const received: Received[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const some = items.slice(from, from + AT_ONCE);
    const batch = await Batch.open(tx, some, receivedAt);
    for (const item of some) received.push(await batch.take(item));
    await batch.write();
  }
  return received;
}

/** Until the end of the transaction nobody else receives anything. Taken before any row is locked: whoever waits for both waits in one order. */
export const lockReceiving = (tx: Database) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtext('playmaker.receive'))`);

interface Attributed {
  readonly accountId: string;
  readonly newAccount: boolean;
  /** Something else came to these accounts because of it, or went. */
  readonly moved: readonly string[];
}

/** What is known is read once for all items, and what is new is written together. */
class Batch {
  private rows: (typeof observations.$inferInsert)[] = [];
  private readonly names = new KnownNames();
  /** By key, the account of what is kept or about to be; null for what has to be looked up. */
  private readonly kept = new Map<string, string | null>();
  /** The keys of what may come to another account. */
  private readonly movable = new Set<string>();

  private constructor(
    private readonly tx: Database,
    private readonly receivedAt: Instant,
  ) {}

  static async open(tx: Database, items: readonly Incoming[], receivedAt: Instant): Promise<Batch> {
    const batch = new Batch(tx, receivedAt);
    const known = await tx
      .select({ key: observations.key, accountId: observations.accountId, clues: observations.clues })
      .from(observations)
      .where(inArray(observations.key, items.map(keyOf)));
    for (const { key, accountId, clues } of known) batch.note(key, accountId, clues !== null);
    await batch.names.read(
      tx,
      items.map(({ subject }) => toldBy(subject)),
    );
    return batch;
  }

  async take(item: Incoming): Promise<Received> {
    const key = keyOf(item);
    const kept = this.kept.get(key);
    if (kept !== undefined) return repeated(kept ?? (await this.accountNow(key)));
    const told = toldBy(item.subject);
    const sure = this.names.sureOf(told);
    if (sure === 'waits') {
      this.keep(item, told, undefined);
      return { kind: 'waiting' };
    }
    const { accountId, newAccount, moved } = sure ? this.keepAt(sure, item, told) : await this.attribute(item, told);
    return { kind: 'stored', accountId, newAccount, ...(moved.length > 0 && { moved }) };
  }

  /** Writes what was taken so far. */
  async write(): Promise<void> {
    const rows = this.rows;
    this.rows = [];
    if (rows.length > 0) await this.tx.insert(observations).values(rows);
  }

  private keep(item: Incoming, told: Told, accountId: string | undefined): void {
    this.note(keyOf(item), accountId ?? null, told.clues !== undefined);
    this.rows.push(...rowsOf(item, told, accountId, this.receivedAt));
  }

  private note(key: string, accountId: string | null, isMovable: boolean): void {
    this.kept.set(key, accountId);
    if (isMovable) this.movable.add(key);
  }

  private keepAt(found: { accountId: string; newAccount?: boolean }, item: Incoming, told: Told): Attributed {
    this.keep(item, told, found.accountId);
    return { newAccount: false, ...found, moved: [] };
  }

  /** Something is learnt from it, by which others may come to another account, also some that were taken just now. */
  private async attribute(item: Incoming, told: Told): Promise<Attributed> {
    const found = told.clues
      ? { ...accountTold(told.clues, this.names.standingOf)!, newAccount: false }
      : await accountNamed(this.tx, told, item.subject.accountName, this.names);
    const kept = this.keepAt(found, item, told);
    await this.write();
    const { accounts, names } = await this.learnFrom(told, found);
    await this.names.read(this.tx, [told]);
    await this.names.readAgain(this.tx, names);
    if (accounts.length > 0) for (const key of this.movable) this.kept.set(key, null);
    return { ...kept, moved: accounts.filter((id) => id !== found.accountId) };
  }

  private learnFrom(told: Told, found: { accountId: string; rank?: number }): Promise<Reconsidered> {
    const { clues } = told;
    if (!clues) return learn(this.tx, found.accountId, told, this.names);
    return learnFrom(this.tx, clues, { ...found, rank: found.rank ?? 0 }, this.names);
  }

  /** What waited may have found its account meanwhile. */
  private async accountNow(key: string): Promise<string | null> {
    await this.write();
    const [row] = await this.tx
      .select({ accountId: observations.accountId })
      .from(observations)
      .where(eq(observations.key, key));
    return row?.accountId ?? null;
  }
}

const keyOf = ({ source, id }: Incoming): string => `${source}:${id}`;

const repeated = (accountId: string | null): Received => ({
  kind: 'repeated',
  ...(accountId !== null && { accountId }),
});

function rowsOf(item: Incoming, { clues }: Told, accountId: string | undefined, receivedAt: Instant) {
  const { source, id, at, subject } = item;
  // What waits is told by all its names.
  const names = clues ? [...subject.contact, ...subject.account] : [...subject.contact];
  return observationsOf(item).map(({ type, data }, index) => ({
    key: index === 0 ? keyOf(item) : `${keyOf(item)}\u001f${index + 1}`,
    ...{ source, id, accountId, names, type, data, at, receivedAt, clues: clues && [...clues] },
  }));
}

/** What says nothing but who belongs to whom is kept as a description without words, to wait for its account. */
const observationsOf = ({ observations: given, subject }: Incoming): readonly Observation[] =>
  given.length > 0
    ? given
    : [{ type: subject.contact.length > 0 ? 'contact.described' : 'account.described', data: {} }];

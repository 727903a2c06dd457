import { eq, inArray, sql } from 'drizzle-orm';
import type { Incoming, Observation } from '../domain/observations';
import type { Instant } from '../domain/waits';
import { attribute, learn } from './attribution';
import type { Database } from './database';
import { KnownNames } from './known-names';
import type { Received } from './observations-port';
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
}

/** What is known is read once for all items, and what is new is written together. */
class Batch {
  private rows: (typeof observations.$inferInsert)[] = [];
  private readonly names = new KnownNames();
  /** By key, the account of what is kept or about to be; null for what waits for its account. */
  private readonly kept = new Map<string, string | null>();

  private constructor(
    private readonly tx: Database,
    private readonly receivedAt: Instant,
  ) {}

  static async open(tx: Database, items: readonly Incoming[], receivedAt: Instant): Promise<Batch> {
    const batch = new Batch(tx, receivedAt);
    const known = await tx
      .select({ key: observations.key, accountId: observations.accountId })
      .from(observations)
      .where(inArray(observations.key, items.map(keyOf)));
    for (const { key, accountId } of known) batch.kept.set(key, accountId);
    await batch.names.read(tx, items);
    return batch;
  }

  async take(item: Incoming): Promise<Received> {
    const key = keyOf(item);
    const known = this.kept.get(key);
    if (known !== undefined) return repeated(known ?? (await this.accountNow(key)));
    const sure = this.names.accountOf(item.subject);
    const found = sure === undefined ? await this.attribute(item) : { accountId: sure, newAccount: false };
    this.kept.set(key, found?.accountId ?? null);
    this.rows.push(...rowsOf(item, found?.accountId, this.receivedAt));
    return found ? { kind: 'stored', ...found } : { kind: 'waiting' };
  }

  /** Writes what was taken so far. */
  async write(): Promise<void> {
    const rows = this.rows;
    this.rows = [];
    if (rows.length > 0) await this.tx.insert(observations).values(rows);
  }

  /** Something may be learnt from it for which others wait, also some that were taken just now. */
  private async attribute(item: Incoming): Promise<Attributed | undefined> {
    await this.write();
    const found = await attribute(this.tx, item);
    if (!found) return undefined;
    await learn(this.tx, found.accountId, item.subject);
    await this.names.read(this.tx, [item]);
    return found;
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

function rowsOf(item: Incoming, accountId: string | undefined, receivedAt: Instant) {
  const { source, id, at, subject } = item;
  const names = accountId === undefined ? [...subject.contact, ...subject.account] : [...subject.contact];
  return observationsOf(item).map(({ type, data }, index) => ({
    key: index === 0 ? keyOf(item) : `${keyOf(item)}\u001f${index + 1}`,
    ...{ source, id, accountId, names, type, data, at, receivedAt },
  }));
}

/** What says nothing but who belongs to whom is kept as a description without words, to wait for its account. */
const observationsOf = ({ observations: given, subject }: Incoming): readonly Observation[] =>
  given.length > 0
    ? given
    : [{ type: subject.contact.length > 0 ? 'contact.described' : 'account.described', data: {} }];

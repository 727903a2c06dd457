import { createHash } from 'node:crypto';
import { and, eq, notInArray, sql } from 'drizzle-orm';
import { afterLoad, contractSchema, type Account, type Contact, type Contract } from '../domain/account';
import { emailName, nameIn } from '../domain/observations';
import type { Instant } from '../domain/waits';
import { standingsIn } from './account-standings';
import { learn } from './attribution';
import { currentIn, currentOf } from './current-account';
import type { Database, Transact } from './database';
import { StoreError } from './errors';
import { lockReceiving, receive } from './receive';
import { found } from './rows';
import { accounts, contacts, merges } from './schema';
import type { Accounts } from './store';

/** Accounts, with their contacts in a table of their own. */
export function accountsIn(db: Database, transact: Transact): Accounts {
  return {
    save: (account, at = new Date().toISOString()) => save(transact, account, at),
    get: (accountId) => getIn(db, accountId),
    list: () => db.select({ id: accounts.id, name: accounts.name }).from(accounts).orderBy(accounts.name, accounts.id),
    standings: ({ heldBy } = {}) => standingsIn(db, heldBy),
    updateContract: (key, accountId, change, at = new Date().toISOString()) =>
      updateContract(transact, key, accountId, change, at),
  };
}

function accountRow({ contacts: _contacts, ...record }: Account): typeof accounts.$inferInsert {
  return { id: record.id, name: record.name, tier: record.tier, renewalOn: record.contract?.renewalOn, record };
}

function contactRows(account: Account): (typeof contacts.$inferInsert)[] {
  return account.contacts.map((contact, position) => ({
    accountId: account.id,
    contactId: contact.id,
    position,
    email: contact.email.toLowerCase(),
    seniority: contact.seniority,
    joinedAt: contact.joinedAt,
    record: contact,
  }));
}

/**
 * The record, and that it was loaded: whatever was observed before no longer counts for what it says. Who came with an
 * account that became part of this one stays.
 */
async function save(transact: Transact, loaded: Account, at: Instant): Promise<void> {
  await transact(async (tx) => {
    await lockReceiving(tx);
    await refuseMerged(tx, loaded.id);
    const account = await withParent(tx, loaded);
    const subject = { account: [nameIn('playmaker', account.id)], domains: account.domains ?? [], contact: [] };
    const digest = createHash('sha256').update(JSON.stringify(account)).digest('hex').slice(0, 16);
    const id = `load/${account.id}/${at}/${digest}`;
    const observations = [{ type: 'account.loaded' as const, data: { account } }];
    const known = await getIn(tx, account.id);
    await saveIn(tx, { ...account, contacts: afterLoad(account.contacts, known?.contacts ?? []) });
    await receive(tx, [{ source: 'playmaker', id, at, subject, observations }], at);
    const names = account.contacts.flatMap((contact) => [nameIn('playmaker', contact.id), emailName(contact.email)]);
    await learn(tx, account.id, { contact: names });
  });
}

/** With the parent that is meant now; no account is part of itself. */
async function withParent(tx: Database, { parentId: told, ...account }: Account): Promise<Account> {
  const parentId = told && (await currentIn(tx, told));
  return parentId && parentId !== account.id ? { ...account, parentId } : account;
}

async function refuseMerged(tx: Database, accountId: string): Promise<void> {
  const [merged] = await tx.select().from(merges).where(eq(merges.fromId, accountId));
  if (!merged) return;
  const { intoId, at } = merged;
  throw new StoreError(
    'INVALID_RECORD',
    `"${accountId}" became part of "${intoId}" on ${at.slice(0, 10)}. Load what there is to say as "${intoId}".`,
  );
}

/** Replaces what the account view says of the account. */
export async function saveIn(tx: Database, account: Account): Promise<void> {
  const ids = account.contacts.map((contact) => contact.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    throw new StoreError(
      'INVALID_RECORD',
      `Account "${account.id}" has two contacts with the id "${twice}". Give each contact an id of its own.`,
    );
  const { id, ...row } = accountRow(account);
  // The account's row comes first: it makes simultaneous saves of one account follow each other.
  await tx
    .insert(accounts)
    .values({ id, ...row })
    .onConflictDoUpdate({ target: accounts.id, set: row });
  const gone = ids.length > 0 ? notInArray(contacts.contactId, ids) : undefined;
  await tx.delete(contacts).where(and(eq(contacts.accountId, id), gone));
  if (ids.length === 0) return;
  await tx
    .insert(contacts)
    .values(contactRows(account))
    .onConflictDoUpdate({
      target: [contacts.accountId, contacts.contactId],
      set: {
        position: sql`excluded.position`,
        email: sql`excluded.email`,
        seniority: sql`excluded.seniority`,
        joinedAt: sql`excluded.joined_at`,
        record: sql`excluded.record`,
      },
    });
}

/** The account; one that became part of another one is that one. */
export async function getIn(db: Database, accountId: string): Promise<Account | undefined> {
  // Record and contacts in one statement, so that a save in between cannot mix two versions.
  const [row] = await db
    .select({ record: accounts.record, contacts: contactsOf(db, accounts.id) })
    .from(accounts)
    .where(eq(accounts.id, currentOf(accountId)));
  return row && accountOf(row);
}

/** The contacts of an account, in a column of the row with its record. */
export function contactsOf(db: Database, accountId: string | typeof accounts.id) {
  const list = db
    .select({ records: sql<Contact[] | null>`jsonb_agg(${contacts.record} order by ${contacts.position})` })
    .from(contacts)
    .where(eq(contacts.accountId, accountId));
  return sql<Contact[] | null>`(${list})`;
}

interface AccountRow {
  readonly record: Omit<Account, 'contacts'>;
  readonly contacts: Contact[] | null;
}

export const accountOf = ({ record, contacts }: AccountRow): Account => ({ ...record, contacts: contacts ?? [] });

/** Idempotent by key: the change is an observation of ours, and what is known of the account follows it. */
async function updateContract(
  transact: Transact,
  key: string,
  accountId: string,
  change: Partial<Contract>,
  at: Instant,
): Promise<void> {
  await transact(async (tx) => {
    await lockReceiving(tx);
    const [row] = await tx
      .select({ record: accounts.record })
      .from(accounts)
      .where(eq(accounts.id, accountId))
      .for('update');
    const { record } = found(row, `Account "${accountId}"`, 'Load it first: playmaker accounts load <file>.');
    const contract = changed(record.contract ?? {}, change);
    const subject = { account: [nameIn('playmaker', accountId)], domains: [], contact: [] };
    const observation = { type: 'contract.changed' as const, data: change };
    const [received] = await receive(
      tx,
      [{ source: 'playmaker', id: key, at, subject, observations: [observation] }],
      at,
    );
    if (received?.kind !== 'stored') return;
    await tx
      .update(accounts)
      .set({ renewalOn: contract.renewalOn, record: { ...record, contract } })
      .where(eq(accounts.id, accountId));
  });
}

function changed(contract: Partial<Contract>, change: Partial<Contract>): Contract {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const parsed = contractSchema.safeParse({ ...contract, ...given });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StoreError(
    'INVALID_RECORD',
    `The contract cannot become this: ${issue?.path.join('.')}: ${issue?.message}. Correct the change and make it again.`,
  );
}

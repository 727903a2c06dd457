import { and, eq, notInArray, sql } from 'drizzle-orm';
import { contractSchema, type Account, type Contact, type Contract } from '../domain/account';
import type { Database, Transact } from './database';
import { StoreError } from './errors';
import { found } from './rows';
import { accounts, contacts, contractChanges } from './schema';
import type { Accounts } from './store';

/** Accounts, with their contacts in a table of their own. */
export function accountsIn(db: Database, transact: Transact): Accounts {
  return {
    save: (account) => save(transact, account),
    get: (accountId) => get(db, accountId),
    list: () => db.select({ id: accounts.id, name: accounts.name }).from(accounts).orderBy(accounts.name, accounts.id),
    updateContract: (key, accountId, change) => updateContract(transact, key, accountId, change),
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

async function save(transact: Transact, account: Account): Promise<void> {
  const ids = account.contacts.map((contact) => contact.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    throw new StoreError(
      'INVALID_RECORD',
      `Account "${account.id}" has two contacts with the id "${twice}". Give each contact an id of its own.`,
    );
  await transact(async (tx) => {
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
  });
}

async function get(db: Database, accountId: string): Promise<Account | undefined> {
  // One statement, so that a save in between cannot mix two versions.
  const list = db
    .select({ records: sql<Contact[] | null>`jsonb_agg(${contacts.record} order by ${contacts.position})` })
    .from(contacts)
    .where(eq(contacts.accountId, accountId));
  const [row] = await db
    .select({ record: accounts.record, contacts: sql<Contact[] | null>`(${list})` })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return row && { ...row.record, contacts: row.contacts ?? [] };
}

async function updateContract(
  transact: Transact,
  key: string,
  accountId: string,
  change: Partial<Contract>,
): Promise<void> {
  await transact(async (tx) => {
    const [fresh] = await tx
      .insert(contractChanges)
      .values({ key, accountId, change })
      .onConflictDoNothing()
      .returning({ key: contractChanges.key });
    if (!fresh) return;
    const [row] = await tx
      .select({ record: accounts.record })
      .from(accounts)
      .where(eq(accounts.id, accountId))
      .for('update');
    const { record } = found(row, `Account "${accountId}"`, 'Load it first: playmaker accounts load <file>.');
    const contract = changed(record.contract ?? {}, change);
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

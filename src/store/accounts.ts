import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterLoad, contractSchema, type Account, type Contact, type Contract } from '../domain/account';
import { emailName, nameIn, type Observation } from '../domain/observations';
import type { Role } from '../domain/roles';
import type { Instant } from '../domain/waits';
import { standingsIn } from './account-standings';
import { learnNames } from './attribution';
import { currentIn, currentOf } from './current-account';
import type { Database, Transact } from './database';
import { StoreError } from './errors';
import { lockReceiving, receive } from './receive';
import { asProposed, found } from './rows';
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
    assignRole: (key, accountId, holder, at = new Date().toISOString()) =>
      assignRole(transact, key, accountId, holder, at),
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
    await saveIn(tx, [{ ...account, contacts: afterLoad(account.contacts, known?.contacts ?? []) }]);
    await receive(tx, [{ source: 'playmaker', id, at, subject, observations }], at);
    const names = account.contacts.flatMap((contact) => [nameIn('playmaker', contact.id), emailName(contact.email)]);
    await learnNames(tx, account.id, { contact: names });
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

/** The most rows that one statement writes: a statement takes 65,535 values. */
const ROWS_AT_ONCE = 1000;

/** Replaces what the account view says of these accounts. */
export async function saveIn(tx: Database, saved: readonly Account[]): Promise<void> {
  saved.forEach(refuseTwins);
  if (saved.length === 0) return;
  const { name, tier, renewalOn, record } = accounts;
  // The accounts' rows come first: they make simultaneous saves of one account follow each other.
  await tx
    .insert(accounts)
    .values(saved.map(accountRow))
    .onConflictDoUpdate({ target: accounts.id, set: asProposed({ name, tier, renewalOn, record }) });
  const kept = saved.map(({ id, contacts }) => ({ id, contacts: contacts.map((contact) => contact.id) }));
  const list = sql`jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as kept(id text, contacts jsonb)`;
  await tx.execute(
    sql`delete from ${contacts} using ${list} where ${contacts.accountId} = kept.id and not kept.contacts ? ${contacts.contactId}`,
  );
  const rows = saved.flatMap(contactRows);
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
    const { position, email, seniority, joinedAt, record } = contacts;
    await tx
      .insert(contacts)
      .values(rows.slice(first, first + ROWS_AT_ONCE))
      .onConflictDoUpdate({
        target: [contacts.accountId, contacts.contactId],
        set: asProposed({ position, email, seniority, joinedAt, record }),
      });
  }
}

function refuseTwins({ id, contacts }: Account): void {
  const ids = contacts.map((contact) => contact.id);
  const twice = ids.find((each, i) => ids.indexOf(each) !== i);
  if (twice === undefined) return;
  throw new StoreError(
    'INVALID_RECORD',
    `Account "${id}" has two contacts with the id "${twice}". Give each contact an id of its own.`,
  );
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
  await changeRecord(transact, { key, accountId, at }, (record) => {
    const contract = changed(record.contract ?? {}, change);
    return { record: { ...record, contract }, observation: { type: 'contract.changed', data: change } };
  });
}

async function assignRole(
  transact: Transact,
  key: string,
  accountId: string,
  holder: { readonly role: Role; readonly email: string },
  at: Instant,
): Promise<void> {
  await changeRecord(transact, { key, accountId, at }, (record) => ({
    record: { ...record, team: { ...record.team, [holder.role]: holder.email } },
    observation: { type: 'team.assigned', data: holder },
  }));
}

type Changed = { readonly record: AccountRow['record']; readonly observation: Observation };

/** What we change ourselves counts at once; a key that was used changes nothing. */
async function changeRecord(
  transact: Transact,
  { key, accountId, at }: { readonly key: string; readonly accountId: string; readonly at: Instant },
  change: (record: AccountRow['record']) => Changed,
): Promise<void> {
  await transact(async (tx) => {
    await lockReceiving(tx);
    const [row] = await tx
      .select({ record: accounts.record })
      .from(accounts)
      .where(eq(accounts.id, accountId))
      .for('update');
    const known = found(row, `Account "${accountId}"`, 'Load it first: playmaker accounts load <file>.');
    const { record, observation } = change(known.record);
    const subject = { account: [nameIn('playmaker', accountId)], domains: [], contact: [] };
    const [received] = await receive(
      tx,
      [{ source: 'playmaker', id: key, at, subject, observations: [observation] }],
      at,
    );
    if (received?.kind !== 'stored') return;
    await tx.update(accounts).set({ renewalOn: record.contract?.renewalOn, record }).where(eq(accounts.id, accountId));
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

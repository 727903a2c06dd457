import { and, asc, eq, inArray, notInArray, or, sql } from 'drizzle-orm';
import { idIn, type Account } from '../domain/account';
import { nameIn, type ObservationType } from '../domain/observations';
import type { Instant } from '../domain/waits';
import { dayInWords } from '../domain/wording';
import { lockFolds } from './account-states';
import { getIn } from './accounts';
import { moveNames, nameAccount } from './claims';
import { currentIn } from './current-account';
import type { Database, Transact } from './database';
import { StoreError } from './errors';
import { found } from './rows';
import { lockReceiving, receive } from './receive';
import { reconsider } from './reconsider';
import {
  accounts,
  accountStates,
  coordination,
  documents,
  enrolments,
  healthDays,
  ledger,
  marketingLeases,
  meetings,
  merges,
  observations,
  outgoing,
  promotions,
  runs,
  tasks,
} from './schema';
import type { Merge, Merged, Merges } from './store';

/** What was said of the account itself stays with it: the other one has a profile and a contract of its own. */
const PROFILE: readonly ObservationType[] = [
  ...(['account.loaded', 'account.described', 'account.merged'] as const),
  ...(['contract.changed', 'team.assigned'] as const),
];

/** Accounts that turned out to be one. */
export function mergesIn(db: Database, transact: Transact): Merges {
  return {
    merge: (wanted) => transact((tx) => merge(tx, wanted)),
    async preview(wanted) {
      const { before, same } = await planned(db, wanted);
      if (before) return { ...before, done: true };
      return { ...wanted, intoId: await currentIn(db, wanted.intoId), same, done: false };
    },
    current: (accountId) => currentIn(db, accountId),
    into: (accountId) =>
      db.select().from(merges).where(eq(merges.intoId, accountId)).orderBy(asc(merges.at), asc(merges.fromId)),
    async unfinished() {
      const left = [
        db.select({ id: coordination.accountId }).from(coordination),
        db.select({ id: runs.accountId }).from(runs),
      ] as const;
      return db
        .select()
        .from(merges)
        .where(or(inArray(merges.fromId, left[0]), inArray(merges.fromId, left[1])));
    },
    takeRest: (fromId, intoId) =>
      transact(async (tx) => {
        const [merged] = await tx.select().from(merges).where(eq(merges.fromId, fromId));
        await movePlays(tx, fromId, intoId, merged?.same ?? {});
        await tx.update(marketingLeases).set({ accountId: intoId }).where(eq(marketingLeases.accountId, fromId));
        await tx.delete(coordination).where(eq(coordination.accountId, fromId));
      }),
  };
}

/** Whether the two can be one, and whether they are already. */
async function planned(tx: Database, { fromId, intoId: wanted }: Merge) {
  const intoId = await currentIn(tx, wanted);
  const [before] = await tx.select().from(merges).where(eq(merges.fromId, fromId));
  if (before?.intoId === intoId) return { before };
  if (before) refuse(`"${fromId}" became part of "${before.intoId}" already. Merge that one.`);
  if (fromId === intoId) await refuseItself(tx, fromId, wanted);
  const [theirs, ours] = await Promise.all([existing(tx, fromId), existing(tx, intoId)]);
  return { theirs, ours, same: sameContacts(theirs, ours) };
}

async function refuseItself(tx: Database, accountId: string, wanted: string): Promise<never> {
  const [other] = await tx.select().from(merges).where(eq(merges.fromId, wanted));
  if (!other) refuse(`"${accountId}" is the account itself. Name two accounts.`);
  refuse(`"${wanted}" is part of "${accountId}" already, since ${dayInWords(other.at)}. Nothing is left to do.`);
}

/** As long as it takes, nothing is received, and neither account is evaluated. */
async function merge(tx: Database, { fromId, intoId: wanted, by, at }: Merge): Promise<Merged> {
  await lockReceiving(tx);
  const intoId = await currentIn(tx, wanted);
  await lockFolds(tx, [fromId, intoId]);
  const plan = await planned(tx, { fromId, intoId: wanted, by, at });
  if (plan.before) return plan.before;
  const { theirs, ours, same } = plan;
  await takeAlong(tx, fromId, intoId, same);
  const merged = { fromId, intoId, by, at, same };
  await tx.insert(merges).values(merged);
  await tx.insert(ledger).values({
    ...{ key: `${fromId}/merge`, kind: 'decision', accountId: intoId, by, at },
    what: `${theirs.name} (${fromId}) became part of this account`,
  });
  // Before what may move from or to the folds of others: whoever folds takes the records first.
  await moveChildren(tx, theirs, ours, at);
  await moveObserved(tx, fromId, intoId);
  await movePlays(tx, fromId, intoId, same);
  await tx.delete(accounts).where(eq(accounts.id, fromId));
  const subject = { account: [nameIn('playmaker', intoId)], domains: theirs.domains ?? [], contact: [] };
  const observation = { type: 'account.merged' as const, data: { account: theirs, same } };
  await receive(
    tx,
    [{ source: 'playmaker', id: `merge/${fromId}/${at}`, at, subject, observations: [observation] }],
    at,
  );
  return merged;
}

/** What became part of the one before is part of the other now, its people under the ids they have there. */
async function takeAlong(tx: Database, fromId: string, intoId: string, same: Merged['same']): Promise<void> {
  for (const earlier of await tx.select().from(merges).where(eq(merges.intoId, fromId))) {
    const mapped = Object.entries(earlier.same).map(([id, there]) => [id, idIn(same, there)]);
    const both = { ...same, ...(Object.fromEntries(mapped) as Merged['same']) };
    await tx.update(merges).set({ intoId, same: both }).where(eq(merges.fromId, earlier.fromId));
  }
}

async function existing(tx: Database, accountId: string): Promise<Account> {
  return found(await getIn(tx, accountId), `Account "${accountId}"`, 'See which exist: playmaker accounts list.');
}

/** By their id, whose id it is here: people with the same e-mail are one. */
function sameContacts(theirs: Account, ours: Account): Record<string, string> {
  const here = new Map(ours.contacts.map(({ id, email }) => [email.toLowerCase(), id]));
  const same: Record<string, string> = {};
  for (const { id, email } of theirs.contacts) {
    const known = here.get(email.toLowerCase());
    const taken = ours.contacts.find((contact) => contact.id === id);
    if (taken && known !== id)
      refuse(
        `Both accounts have a contact "${id}", and they are two people: ${email} and ${taken.email}. ` +
          'Give one of them another id: playmaker accounts load <file>.',
      );
    if (known !== undefined && known !== id) same[id] = known;
  }
  return same;
}

/** What was seen, in a new place in the order of arrival, so that the other account's fold sees it; and who it is known as. */
async function moveObserved(tx: Database, fromId: string, intoId: string): Promise<void> {
  await tx
    .update(observations)
    .set({ accountId: intoId, seq: sql`nextval(pg_get_serial_sequence('observations', 'seq'))` })
    .where(and(eq(observations.accountId, fromId), notInArray(observations.type, [...PROFILE])));
  // What stays was said of that account, whoever turns out to have said it.
  await tx.update(observations).set({ clues: null }).where(eq(observations.accountId, fromId));
  const ofBoth = await moveNames(tx, fromId, intoId);
  if (ofBoth.length > 0) await reconsider(tx, ofBoth);
  await nameAccount(tx, intoId, [nameIn('playmaker', fromId)]);
  await tx.delete(accountStates).where(eq(accountStates.accountId, fromId));
  await tx.delete(healthDays).where(eq(healthDays.accountId, fromId));
  // Under the other account's name, so that what follows from the same observations there does not go out again.
  const followed = await tx.delete(outgoing).where(eq(outgoing.accountId, fromId)).returning();
  if (followed.length === 0) return;
  const renamed = followed.map((each) => ({
    ...each,
    accountId: intoId,
    id: `${intoId}${each.id.slice(fromId.length)}`,
    payload: { ...(each.payload as object), accountId: intoId },
  }));
  await tx.insert(outgoing).values(renamed).onConflictDoNothing();
}

/** What belonged to it belongs to the other one; where that was itself a part of it, that one belongs where it did. */
async function moveChildren(tx: Database, theirs: Account, ours: Account, at: Instant): Promise<void> {
  const isChild = sql`${accounts.record} ->> 'parentId' = ${theirs.id}`;
  const children = await tx
    .select({ id: accounts.id, record: accounts.record })
    .from(accounts)
    .where(isChild)
    .orderBy(accounts.id);
  for (const { id, record } of children) {
    const { parentId: _before, ...rest } = record;
    const above = id === ours.id ? theirs.parentId : ours.id;
    const parentId = above === id || above === theirs.id ? undefined : above;
    await tx
      .update(accounts)
      .set({ record: { ...rest, ...(parentId && { parentId }) } })
      .where(eq(accounts.id, id));
    // The other account hears of it with the merge.
    if (id === ours.id || !parentId) continue;
    const subject = { account: [nameIn('playmaker', id)], domains: [], contact: [] };
    const observations = [{ type: 'account.described' as const, data: { parentId } }];
    await receive(tx, [{ source: 'playmaker', id: `merge/${theirs.id}/${at}/${id}`, at, subject, observations }], at);
  }
}

async function movePlays(
  tx: Database,
  fromId: string,
  intoId: string,
  same: Readonly<Record<string, string>>,
): Promise<void> {
  const accountId = intoId;
  await tx.update(runs).set({ accountId }).where(eq(runs.accountId, fromId));
  await tx.update(tasks).set({ accountId }).where(eq(tasks.accountId, fromId));
  await tx.update(meetings).set({ accountId }).where(eq(meetings.accountId, fromId));
  await tx.update(documents).set({ accountId }).where(eq(documents.accountId, fromId));
  for (const [contactId, here] of Object.entries(same))
    for (const table of [ledger, enrolments])
      await tx
        .update(table)
        .set({ contactId: here })
        .where(and(eq(table.accountId, fromId), eq(table.contactId, contactId)));
  await tx.update(ledger).set({ accountId }).where(eq(ledger.accountId, fromId));
  await tx.update(enrolments).set({ accountId }).where(eq(enrolments.accountId, fromId));
  await tx.execute(
    sql`insert into ${promotions} select ${intoId}, standing from ${promotions} where account_id = ${fromId} on conflict do nothing`,
  );
  await tx.delete(promotions).where(eq(promotions.accountId, fromId));
}

function refuse(message: string): never {
  throw new StoreError('INVALID_RECORD', message);
}

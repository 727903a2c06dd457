import type { Account, Person } from '../../src/domain/account';
import { resolveRole, type Resolved } from '../../src/domain/role-resolution';
import { ROLE_TITLES, type Role } from '../../src/domain/roles';
import type { Instant } from '../../src/domain/waits';
import type { Store } from '../../src/store/store';
import { failure } from '../failures';
import type { Channel, Recipient } from './channel';

/** What the functions of this capability share. */
export interface NotifyContext {
  readonly store: Store;
  readonly channelFor: ChannelFor;
  /** Every wait is multiplied by this: 1 but for rehearsals. */
  readonly waitScale: number;
}

/** The channel for the effect of a key. */
export type ChannelFor = (key: string, to: Recipient) => Promise<Channel>;

/**
 * The channel an effect has left its receipt in stays its channel, whatever changes about the person; otherwise Slack
 * when the person is there, else mail. Trouble with Slack is thrown, not answered with mail: it is tried again.
 */
export function createChannelFor(store: Store, slack: Channel | undefined, mail: Channel): ChannelFor {
  return async (key, to) => {
    const receipt = (await store.outbox.get(key))?.receipt;
    if (receipt) return slack?.owns(receipt) ? slack : mail;
    return slack && (await slack.reaches(to)) ? slack : mail;
  };
}

/** UNKNOWN_ACCOUNT is final. */
export async function accountOf(store: Store, accountId: string): Promise<Account> {
  const account = await store.accounts.get(accountId);
  if (!account) throw failure('UNKNOWN_ACCOUNT', `There is no account "${accountId}".`);
  return account;
}

/** Who answers for the role on the account at that moment. UNKNOWN_ACCOUNT and ROLE_UNASSIGNED are final. */
export async function holderOf(store: Store, accountId: string, role: Role, at: Instant): Promise<Resolved> {
  const account = await accountOf(store, accountId);
  const resolved = resolveRole(account, await store.people.list(), role, at);
  if (!resolved) throw failure('ROLE_UNASSIGNED', `${account.name} (${account.id}) has no ${ROLE_TITLES[role]}.`);
  return resolved;
}

/** The person of that address; somebody who is no longer in the records is still told what they were asked about. */
export async function recipientOf(store: Store, email: string): Promise<Recipient & Partial<Pick<Person, 'country'>>> {
  return (await store.people.byEmail(email)) ?? { email, name: email, timeZone: 'UTC' };
}

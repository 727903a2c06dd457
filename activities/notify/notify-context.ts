import type { Person } from '../../src/domain/account';
import type { Store } from '../../src/store/store';
import type { Threads } from '../threads/port';
import { isPerson, type Channel, type Recipient } from './channel';

/** What the functions of this capability share. */
export interface NotifyContext {
  readonly store: Store;
  readonly channelFor: ChannelFor;
  /** Every wait is multiplied by this: 1 but for rehearsals. */
  readonly waitScale: number;
  readonly threads: Threads;
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
    if (slack && !isPerson(to)) return slack;
    return slack && (await slack.reaches(to)) ? slack : mail;
  };
}

/** The person of that address; somebody who is no longer in the records is still told what they were asked about. */
export async function recipientOf(store: Store, email: string): Promise<Recipient & Partial<Pick<Person, 'country'>>> {
  return (await store.people.byEmail(email)) ?? { email, name: email, timeZone: 'UTC' };
}

import type { MailLinks, ReturnAddresses } from '../../src/mail-links';
import type { Store } from '../../src/store/store';
import type { Address, Mailer } from '../mail';
import { failure } from '../failures';
import { NO_THREADS, type Threads } from '../threads/port';
import type { Gatekeeper } from './gatekeeper';
import { giveTask } from './give-task';
import { createMailChannel } from './mail-channel';
import { mailCustomer } from './mail-customer';
import { createChannelFor, type ChannelFor, type NotifyContext } from './notify-context';
import { consult, noteTask } from './note-task';
import { openTask } from './open-task';
import type { NotifyActivities } from './port';
import { remindTask } from './remind-task';
import type { SlackChannel } from './slack-channel';
import { tell } from './tell';
import { updateTask } from './update-task';

export interface NotifyDeps {
  readonly store: Store;
  /** Without Slack everybody of ours gets mail. */
  readonly slack?: SlackChannel;
  /** Keeps its receipts in the store's outbox. */
  readonly mail: Mailer;
  /** Where documents lie. */
  readonly dataDir: string;
  /** Every wait is multiplied by this: 1 but for rehearsals. */
  readonly waitScale: number;
  readonly links: MailLinks;
  /** Absent: nobody takes replies and bounces. */
  readonly addresses?: ReturnAddresses;
  /** Absent: runs have no threads. */
  readonly threads?: Threads;
  /** Absent: no mail that depends on a gate is sent. */
  readonly gates?: Gatekeeper;
  /** Mails to ours come from it; mails to customers from its address, in the name of one of ours. */
  readonly sender: Address;
}

/**
 * The activities by which plays reach people: ours in Slack, or by mail where there is no Slack, the customer's by mail.
 *
 * @example
 * const notify = createNotifyActivities({ store, slack, mail, dataDir, waitScale: 1, sender, links });
 * await notify.openTask({ card, at, due: businessDays(1) });
 */
export function createNotifyActivities(deps: NotifyDeps): NotifyActivities {
  const {
    store,
    mail: mailer,
    dataDir,
    waitScale,
    sender,
    links,
    addresses,
    threads = NO_THREADS,
    gates = NO_GATES,
  } = deps;
  const context: NotifyContext = { store, channelFor: createChannels(deps), waitScale, threads };
  const customers = { store, mailer, dataDir, links, addresses, threads, gates, fromAddress: sender.address };
  return {
    openTask: (request) => openTask(context, request),
    remindTask: (request) => remindTask(context, request),
    giveTask: (request) => giveTask(context, request),
    noteTask: (request) => noteTask(context, request),
    consult: (request) => consult(context, request),
    updateTask: (request) => updateTask(context, request),
    tell: (request) => tell(context, request),
    mailCustomer: (request) => mailCustomer(customers, request),
  };
}

const NO_GATES: Gatekeeper = {
  async check({ gate }) {
    throw failure('INVALID_RECORD', `No gate can be looked at here, and "${gate}" has to be open.`);
  },
};

/** How each of ours is reached: in Slack, or by mail where there is no Slack. */
export function createChannels(
  deps: Pick<NotifyDeps, 'store' | 'slack' | 'mail' | 'sender' | 'links' | 'addresses'>,
): ChannelFor {
  const { store, slack, mail: mailer, sender, links, addresses } = deps;
  const mail = createMailChannel({ mailer, outbox: store.outbox, from: sender, links, addresses });
  return createChannelFor(store, slack, mail);
}

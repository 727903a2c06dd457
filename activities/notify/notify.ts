import type { Store } from '../../src/store/store';
import type { Address, Mailer } from '../mail';
import type { Texts } from '../texts';
import { escalateTask } from './escalate-task';
import { createMailChannel } from './mail-channel';
import { mailCustomer } from './mail-customer';
import { createChannelFor, type NotifyContext } from './notify-context';
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
  readonly texts: Pick<Texts, 'renderMail'>;
  /** Where documents lie. */
  readonly dataDir: string;
  /** Every wait is multiplied by this: 1 but for rehearsals. */
  readonly waitScale: number;
  /** Mails to ours come from it; mails to customers from its address, in the name of one of ours. */
  readonly sender: Address;
}

/**
 * The activities by which plays reach people: ours in Slack, or by mail where there is no Slack, the customer's by mail.
 *
 * @example
 * const notify = createNotifyActivities({ store, slack, mail, texts, dataDir, waitScale: 1, sender });
 * await notify.openTask({ card, at, due: businessDays(1) });
 */
export function createNotifyActivities(deps: NotifyDeps): NotifyActivities {
  const { store, slack, mail: mailer, texts, dataDir, waitScale, sender } = deps;
  const mail = createMailChannel({ mailer, outbox: store.outbox, from: sender });
  const context: NotifyContext = { store, channelFor: createChannelFor(store, slack, mail), waitScale };
  const customers = { store, mailer, texts, dataDir, fromAddress: sender.address };
  return {
    openTask: (request) => openTask(context, request),
    remindTask: (request) => remindTask(context, request),
    escalateTask: (request) => escalateTask(context, request),
    updateTask: (request) => updateTask(context, request),
    tell: (request) => tell(context, request),
    mailCustomer: (request) => mailCustomer(customers, request),
  };
}

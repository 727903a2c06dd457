import addressparser from 'nodemailer/lib/addressparser';
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
  /** Where people reach the server, for links in mails. */
  readonly publicUrl: string;
  /** `Playmaker <plays@example.com>` or only the address. */
  readonly mailFrom: string;
  /** Where a person answers a task by mail. Default: `<publicUrl>/tasks/<taskId>`. */
  readonly taskUrl?: (taskId: string, email: string) => string;
}

/**
 * The activities by which plays reach people: ours in Slack, or by mail where there is no Slack, the customer's by mail.
 *
 * @example
 * const notify = createNotifyActivities({ store, slack, mail, texts, dataDir, waitScale: 1, publicUrl, mailFrom });
 * await notify.openTask({ card, at, due: businessDays(1) });
 */
export function createNotifyActivities(deps: NotifyDeps): NotifyActivities {
  const { store, slack, mail: mailer, texts, dataDir, waitScale } = deps;
  const from = senderOf(deps.mailFrom);
  const base = deps.publicUrl.replace(/\/+$/, '');
  const taskUrl = deps.taskUrl ?? ((taskId) => `${base}/tasks/${encodeURIComponent(taskId)}`);
  const mail = createMailChannel({ mailer, outbox: store.outbox, from, taskUrl });
  const context: NotifyContext = { store, channelFor: createChannelFor(store, slack, mail), waitScale };
  const customers = { store, mailer, texts, dataDir, fromAddress: from.address };
  return {
    openTask: (request) => openTask(context, request),
    remindTask: (request) => remindTask(context, request),
    escalateTask: (request) => escalateTask(context, request),
    updateTask: (request) => updateTask(context, request),
    tell: (request) => tell(context, request),
    mailCustomer: (request) => mailCustomer(customers, request),
  };
}

function senderOf(mailFrom: string): Address {
  const [sender] = addressparser(mailFrom, { flatten: true });
  if (!sender?.address)
    throw new TypeError(`"${mailFrom}" is no sender; write it like "Playmaker <plays@example.com>".`);
  return { name: sender.name || 'Playmaker', address: sender.address };
}

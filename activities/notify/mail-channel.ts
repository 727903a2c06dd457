import type { MailLinks, ReturnAddresses } from '../../src/mail-links';
import type { Outbox } from '../../src/store/store';
import type { Address, Mailer } from '../mail';
import { withdrawOnce } from '../once';
import { cardMail, wordsMail, type CardLinks, type MailText } from './card-mail';
import type { CardView, Channel, Recipient } from './channel';

export interface MailChannelDeps {
  readonly mailer: Mailer;
  /** The one the mailer keeps its receipts in. */
  readonly outbox: Outbox;
  readonly from: Address;
  readonly links: MailLinks;
  /** Absent: nobody takes replies, and they go to the sender's mailbox. */
  readonly addresses?: ReturnAddresses;
}

/**
 * Mail as a channel for people without Slack: the card is a mail with links by which it is answered, each update a further
 * mail under it. Somebody who answered themselves is not told what they answered.
 *
 * @example
 * const mail = createMailChannel({ mailer, outbox: store.outbox, from, links });
 */
export function createMailChannel({ mailer, outbox, from, links, addresses }: MailChannelDeps): Channel {
  const send = async (
    key: string,
    to: Recipient,
    text: MailText,
    more: { replies?: string; inReplyToKey?: string },
  ) => {
    const address = { name: to.name, address: to.email };
    const { inReplyToKey, replies } = more;
    const replyTo = replies === undefined ? undefined : { name: from.name, address: replies };
    const sent = await mailer.send({ key, from, replyTo, to: [address], ...text, inReplyToKey });
    return sent && { messageId: sent.messageId };
  };
  const repliesTo = (key: string, { email }: Recipient, task: TaskOfMail) =>
    addresses?.give(key, { kind: 'reply', taskId: task.taskId, runId: task.runId, email });
  const linksIn = (key: string, to: Recipient, view: CardView) =>
    cardLinks(links, key, to, view, addresses !== undefined);

  return {
    name: 'mail',
    reaches: () => Promise.resolve(true),
    owns: (receipt) => !('ts' in receipt),
    async postCard(key, to, view) {
      const replies = await repliesTo(key, to, view.card);
      return send(key, to, cardMail(to, view, linksIn(key, to, view)), { replies });
    },
    async updateCard({ key, to }, view, revision) {
      if (decidedThemselves(to, view)) return;
      const own = `${key}/update/${revision}`;
      const replies = await repliesTo(key, to, view.card);
      await send(own, to, reply(cardMail(to, view, linksIn(own, to, view))), { replies, inReplyToKey: key });
    },
    async postWords(key, to, words, under) {
      if (under) {
        const replies = addresses?.given(under.key, { kind: 'reply', email: to.email });
        const links = words.asks && linksIn(key, to, words.asks);
        return send(key, to, reply(wordsMail(to, words, { links })), { replies, inReplyToKey: under.key });
      }
      // What a link decides, it decides once: those of one mail are told apart by their tasks.
      const linkTo = (task: TaskOfMail & { due: string }) =>
        links.task({ ...task, email: to.email, key: `${key}/${task.taskId}` }).url;
      return send(key, to, wordsMail(to, words, { linkTo }), {});
    },
    // A mail without a receipt was most likely refused or never taken, so nothing follows it. Should it have arrived
    // after all, an answer to it is refused with how the task came out.
    withdraw: (key) => withdrawOnce(outbox, key, 0),
  };
}

type TaskOfMail = Pick<CardView['card'], 'taskId' | 'runId'>;

/** A link per choice for this person, and one to the whole task; none while it cannot be answered. */
function cardLinks(
  links: MailLinks,
  key: string,
  { email }: Recipient,
  { card: { runId, taskId, choices }, state, passedOn, consulted }: CardView,
  takesReplies: boolean,
): CardLinks | undefined {
  if (state.kind !== 'open' || state.onHold || passedOn) return undefined;
  const request = { runId, taskId, email, due: state.due, key };
  const whole = links.task(request);
  return {
    choices: consulted
      ? []
      : choices.map((choice) => ({ choice, url: links.task({ ...request, choice: choice.id }).url })),
    task: whole.url,
    expiresAt: whole.expiresAt,
    takesReplies,
  };
}

function reply(mail: MailText): MailText {
  return { ...mail, subject: `Re: ${mail.subject}` };
}

function decidedThemselves(to: Recipient, { state }: CardView): boolean {
  if (state.kind !== 'answered') return false;
  const by = state.by.toLowerCase();
  return by === to.email.toLowerCase() || by === to.name.toLowerCase();
}

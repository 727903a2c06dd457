import type { Outbox } from '../../src/store/store';
import type { Address, Mailer } from '../mail';
import { withdrawOnce } from '../once';
import { cardMail, wordsMail, type MailText } from './card-mail';
import type { CardView, Channel, Recipient } from './channel';

export interface MailChannelDeps {
  readonly mailer: Mailer;
  /** The one the mailer keeps its receipts in. */
  readonly outbox: Outbox;
  readonly from: Address;
}

/**
 * Mail as a channel for people without Slack: the card is a mail, each update a further mail under it.
 * Somebody who answered themselves is not told what they answered.
 *
 * @example
 * const mail = createMailChannel({ mailer, outbox: store.outbox, from });
 */
export function createMailChannel({ mailer, outbox, from }: MailChannelDeps): Channel {
  const send = async (key: string, to: Recipient, text: MailText, inReplyToKey?: string) => {
    const address = { name: to.name, address: to.email };
    const sent = await mailer.send({ key, from, to: [address], ...text, inReplyToKey });
    return sent && { messageId: sent.messageId };
  };

  return {
    name: 'mail',
    reaches: () => Promise.resolve(true),
    owns: (receipt) => !('ts' in receipt),
    postCard: (key, to, view) => send(key, to, cardMail(to, view)),
    async updateCard({ key, to }, view, revision) {
      if (decidedThemselves(to, view)) return;
      await send(`${key}/update/${revision}`, to, reply(cardMail(to, view)), key);
    },
    postWords: (key, to, words, under) => {
      const mail = wordsMail(to, words);
      return under ? send(key, to, reply(mail), under.key) : send(key, to, mail);
    },
    // A mail without a receipt was most likely refused or never taken, so nothing follows it. Should it have arrived
    // after all, an answer to it is refused with how the task came out.
    withdraw: (key) => withdrawOnce(outbox, key, 0),
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

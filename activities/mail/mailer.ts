import { createTransport } from 'nodemailer';
import type { Outbox, Receipt } from '../../src/store/store';
import { failure } from '../failures';
import { once } from '../once';
import { composeMail, messageIdOf } from './message';
import type { Mailer, OutgoingMail } from './port';
import { mailFailure, rejectionsOf, whyUnreachable } from './smtp-failure';

export interface MailerDeps {
  /** `smtp://user:password@host:587`, or `smtps://…:465`. */
  readonly smtpUrl: string;
  readonly outbox: Outbox;
  /** The right side of the Message-IDs: a domain that is ours. It must stay the same, or old mails lose their replies. */
  readonly domain: string;
  /** For the connection, the greeting and each answer; a mail as a whole may take three times this. Default 10,000 ms. */
  readonly timeoutMs?: number;
  /** Hears after each mail why the mail server cannot be reached, and undefined whenever it answered. */
  readonly hearOfServer?: (trouble: string | undefined) => void;
}

/** What became of a mail. */
export interface SentMail {
  readonly messageId: string;
  /** Recipients the server refused for good while it accepted others. */
  readonly refused: readonly string[];
}

export interface SmtpMailer extends Mailer {
  send(mail: OutgoingMail): Promise<SentMail | undefined>;
  /** Ends the idle connections. */
  close(): void;
}

/**
 * Sends each mail once per key over SMTP. SMTP cannot be asked whether a mail arrived, so an attempt after a lost answer
 * sends again, with the same Message-ID: to its receiver that is the same mail.
 *
 * Of several recipients some may be rejected. Those accepted have the mail, so it counts as sent; who was refused for
 * good (5xx) is named in `refused`; who was only deferred (4xx) gets it by itself on the next attempt, under a key of its own.
 *
 * @example
 * const mailer = createMailer({ smtpUrl, outbox: store.outbox, domain: 'example.com' });
 * await mailer.send({ key: 'welcome/ann', from, to: [ann], subject: 'Welcome', text: 'Hello Ann' });
 */
export function createMailer(deps: MailerDeps): SmtpMailer {
  const { hearOfServer = () => undefined, timeoutMs = 10_000 } = deps;
  const deadlineMs = 3 * timeoutMs;
  const transport = createTransport({
    pool: true,
    url: deps.smtpUrl,
    maxConnections: 3,
    // Temporal repeats what failed, and only Temporal.
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 0,
  });

  /** One SMTP transaction to `addresses`, under its own key. */
  const transfer = (key: string, mail: OutgoingMail, addresses: readonly string[]) =>
    once(deps.outbox, key, deadlineMs + 5_000, {
      perform: async () => {
        const message = composeMail(mail, deps.domain);
        try {
          const info = await transport.sendMail({
            ...message,
            envelope: { from: mail.returnPath ?? mail.from.address, to: [...addresses] },
            signal: AbortSignal.timeout(deadlineMs),
          });
          hearOfServer(undefined);
          return receiptOf(messageIdOf(mail.key, deps.domain), info.rejectedErrors);
        } catch (error) {
          hearOfServer(whyUnreachable(error));
          throw mailFailure(error, addresses.join(', '));
        }
      },
    });

  return {
    async send(mail) {
      if (!mail.to.length) throw failure('MAIL_REFUSED', `"${mail.subject}" has no recipient.`);
      const sent = await transfer(
        mail.key,
        mail,
        mail.to.map(({ address }) => address),
      );
      if (!sent) return undefined;
      const refused = listOf(sent, 'refused');
      for (const address of listOf(sent, 'deferred')) {
        const later = await transfer(`${mail.key}/to/${address}`, mail, [address]).catch((error: unknown) => {
          if (isFinal(error)) return undefined;
          throw error;
        });
        if (!later) refused.push(address);
      }
      return { messageId: messageIdOf(mail.key, deps.domain), refused };
    },
    close: () => transport.close(),
  };
}

function receiptOf(messageId: string, rejectedErrors: unknown): Receipt {
  const rejections = rejectionsOf(rejectedErrors);
  const list = (isFinal: boolean) =>
    rejections.filter((each) => each.isFinal === isFinal).map(({ address }) => address);
  return {
    messageId,
    ...(list(true).length ? { refused: list(true).join(' ') } : {}),
    ...(list(false).length ? { deferred: list(false).join(' ') } : {}),
  };
}

/** Addresses contain no blanks, so a blank parts them. */
function listOf(receipt: Receipt, name: 'refused' | 'deferred'): string[] {
  return String(receipt[name] ?? '')
    .split(' ')
    .filter(Boolean);
}

function isFinal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'nonRetryable' in error && error.nonRetryable === true;
}

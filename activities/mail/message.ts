import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import { failure } from '../failures';
import type { Address, OutgoingMail } from './port';

/**
 * The Message-ID that belongs to a key, for ever: `<0123456789abcdef0123456789abcdef@example.com>`.
 * Source: RFC 5322 §3.6.4; 128 bits of the key's SHA-256 make it unique, the domain makes it ours.
 */
export function messageIdOf(key: string, domain: string): string {
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
}

/**
 * The mail as nodemailer takes it. Line breaks and other control characters in what becomes a header turn into blanks,
 * so that a name or subject cannot add headers. MAIL_REFUSED for an address that is none.
 */
export function composeMail(mail: OutgoingMail, domain: string): SendMailOptions {
  const thread = mail.inReplyToKey === undefined ? undefined : messageIdOf(mail.inReplyToKey, domain);
  return {
    messageId: messageIdOf(mail.key, domain),
    from: addressOf(mail.from),
    replyTo: mail.replyTo && addressOf(mail.replyTo),
    to: mail.to.map(addressOf),
    subject: oneLine(mail.subject),
    inReplyTo: thread,
    references: thread,
    headers: mail.unsubscribe && unsubscribeHeaders(mail.unsubscribe),
    text: mail.text,
    html: mail.html,
    icalEvent: mail.calendar && { method: mail.calendar.method, content: mail.calendar.content },
    attachments: mail.attachments?.map(({ filename, content, contentType }) => ({
      filename: oneLine(filename),
      content,
      contentType: oneLine(contentType),
    })),
    // Bodies are what they are, never a path or an address to read from.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Prepared: an address of a page must not be folded. Source: RFC 8058 §3. */
function unsubscribeHeaders({ url, address }: NonNullable<OutgoingMail['unsubscribe']>) {
  const ways = [url, ...(address === undefined ? [] : [`mailto:${address}?subject=unsubscribe`])];
  const value = ways.map((way) => `<${oneLine(way)}>`).join(', ');
  return {
    'List-Unsubscribe': { prepared: true, foldLines: false, value },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

function addressOf({ name, address }: Address): Address {
  if (!/^[^\s<>()[\],;:"\\@]+@[^\s<>()[\],;:"\\@]+$/.test(address))
    throw failure('MAIL_REFUSED', `"${oneLine(address)}" is not an e-mail address.`);
  return { name: oneLine(name), address };
}

/** Control characters, line and paragraph separators become blanks. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

import { randomUUID } from 'node:crypto';
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { InboxAttachment, InboxMail } from '../model';

/** Reads a message as it came over SMTP (RFC 5322, MIME). A mail without Message-ID gets one of its own, as a relay would do. */
export async function readMail(
  raw: Buffer,
  envelope: { from: string; recipients: string[] },
  at: Date,
): Promise<Omit<InboxMail, 'deliveries'>> {
  const email = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer', forceRfc822Attachments: true });
  return {
    messageId: email.messageId ?? `<${randomUUID()}@local-inbox>`,
    from: flat(email.from && [email.from])[0] ?? envelope.from,
    to: flat(email.to),
    cc: flat(email.cc),
    replyTo: flat(email.replyTo)[0],
    returnPath: envelope.from || undefined,
    recipients: envelope.recipients,
    subject: email.subject ?? '',
    text: email.text ?? '',
    html: email.html ?? '',
    headers: headersOf(email),
    attachments: email.attachments.map(readAttachment),
    at,
  };
}

function flat(addresses: readonly Address[] | undefined): string[] {
  return (addresses ?? []).flatMap((address) =>
    address.group ? address.group.map((member) => member.address) : [address.address],
  );
}

function headersOf(email: Email): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, value } of email.headers) {
    const before = headers[key];
    headers[key] = before === undefined ? value : `${before}\n${value}`;
  }
  return headers;
}

function readAttachment(attachment: Attachment, index: number): InboxAttachment {
  const { content, filename, mimeType, method } = attachment;
  const parameters = method ? `; method=${method}` : '';
  return {
    filename: filename ?? `attachment-${index + 1}`,
    contentType: `${mimeType}${parameters}`,
    content: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer),
  };
}

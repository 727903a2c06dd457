import type { Attachment, Email } from 'postal-mime';
import { isLostAddress } from '../../activities/mail';

/** What a report of a mail server says: an address that is lost, or a reader who called the mail spam. */
export type Report = 'bounced' | 'complained';

/**
 * Reads a delivery status notification (RFC 3464) or a report of abuse (RFC 5965). Undefined for other mail, and for what
 * changes nothing: delays, successes, 4.x.x failures, those that say nothing of the address, and `not-spam`.
 */
export function readReport({ attachments }: Pick<Email, 'attachments'>): Report | undefined {
  const partOf = (type: string) => attachments.find(({ mimeType }) => mimeType === type);
  const feedback = partOf('message/feedback-report');
  if (feedback) {
    const type = fieldsOf(textOf(feedback)).get('feedback-type')?.toLowerCase();
    return type === 'abuse' || type === 'fraud' || type === 'opt-out' ? 'complained' : undefined;
  }
  const status = partOf('message/delivery-status');
  if (!status) return undefined;
  // The first block is about the message, the others about one recipient each.
  const recipients = textOf(status)
    .split(/\n[ \t]*\n/)
    .map(fieldsOf);
  return recipients.some(isLost) ? 'bounced' : undefined;
}

/** All that a report and the mail in it say, in which our own addresses can be found. */
export const wordsOfReport = ({ headers, attachments }: Pick<Email, 'attachments' | 'headers'>): string =>
  [...headers.map(({ value }) => value), ...attachments.map(textOf)].join('\n');

const isLost = (fields: ReadonlyMap<string, string>): boolean =>
  fields.get('action')?.toLowerCase() === 'failed' && isLostAddress(fields.get('status')?.split(/[\s(]/)[0] ?? '');

export const textOf = ({ content }: Attachment): string =>
  (typeof content === 'string' ? content : new TextDecoder().decode(content)).replace(/\r\n?/g, '\n');

/** By lower-case name, the first of each; a line that begins with a blank goes on from the one before. */
function fieldsOf(block: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

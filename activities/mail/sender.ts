import addressparser from 'nodemailer/lib/addressparser';
import type { Address } from './port';

/**
 * Whom mails come from, as MAIL_FROM says it: `Plays <plays@example.com>` or only the address.
 *
 * @throws TypeError for text without an address
 */
export function senderOf(mailFrom: string): Address {
  const [sender] = addressparser(mailFrom, { flatten: true });
  if (!sender || !/^[^\s@]+@[^\s@]+$/.test(sender.address))
    throw new TypeError(`"${mailFrom}" is no sender; write it like "Playmaker <plays@example.com>".`);
  return { name: sender.name || 'Playmaker', address: sender.address };
}

/** `example.com` of `plays@example.com`. */
export const domainOf = ({ address }: Address): string => address.slice(address.lastIndexOf('@') + 1);

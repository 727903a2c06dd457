import type { Meeting } from '../../src/store/store';
import type { Address } from '../mail/port';

/** The address in `plays@example.com` or `Plays <plays@example.com>`. Throws a RangeError when there is none. */
export function addressIn(mailFrom: string): string {
  const address = (/<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom).trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new RangeError(`"${mailFrom}" holds no e-mail address.`);
  return address;
}

/** `example.com` of `plays@example.com`. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

export function organizerOf(meeting: Meeting): Address {
  const organizer = meeting.attendees.find(({ email }) => email === meeting.organizer);
  return { name: organizer?.name ?? meeting.organizer, address: meeting.organizer };
}

import type { Meeting } from '../../src/store/store';
import type { Address } from '../mail/port';

export function organizerOf(meeting: Meeting): Address {
  const organizer = meeting.attendees.find(({ email }) => email === meeting.organizer);
  return { name: organizer?.name ?? meeting.organizer, address: meeting.organizer };
}

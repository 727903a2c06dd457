import { createHash } from 'node:crypto';
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import type { Meeting } from '../../src/store/store';
import type { Instant } from '../../src/domain/waits';
import { organizerOf } from './organizer';

export type Method = 'REQUEST' | 'CANCEL';

/** The UID of the meeting that a key names, for ever: `<hash of the key>@<our domain>` (RFC 7986 §5.3 on what makes a good UID). */
export function uidOf(key: string, domain: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}`;
}

/**
 * The meeting as an iCalendar message (RFC 5545; the methods are RFC 5546's). Times are in UTC, which every client shows
 * in its own zone and which needs no VTIMEZONE. SENT-BY says that `sentBy` writes on the organizer's behalf; answers go
 * to the organizer. The same arguments always give the same bytes.
 *
 * @param stamp when this state of the meeting was made (DTSTAMP)
 */
export function invitation(meeting: Meeting, method: Method, stamp: Instant, sentBy: string): string {
  const calendar = ical({
    prodId: { company: 'playmaker', product: 'plays', language: 'EN' },
    method: method === 'REQUEST' ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL,
  });
  calendar.createEvent({
    id: meeting.uid,
    sequence: meeting.sequence,
    stamp: new Date(stamp),
    start: new Date(meeting.startsAt),
    end: new Date(meeting.endsAt),
    summary: oneLine(meeting.title),
    description: meeting.agenda,
    status: method === 'REQUEST' ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: { name: parameter(organizerOf(meeting).name), email: meeting.organizer, sentBy },
    attendees: meeting.attendees.map(({ name, email }) => {
      const isOrganizer = email === meeting.organizer;
      return {
        name: parameter(name),
        email,
        type: ICalAttendeeType.INDIVIDUAL,
        role: isOrganizer ? ICalAttendeeRole.CHAIR : ICalAttendeeRole.REQ,
        status: isOrganizer ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION,
        rsvp: !isOrganizer,
      };
    }),
  });
  return calendar.toString();
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** A parameter's value cannot hold a double quote or a line break in any way (RFC 5545 §3.1, QSAFE-CHAR). */
const parameter = (text: string): string => oneLine(text).replaceAll('"', "'");

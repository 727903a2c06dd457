import { DateTime } from 'luxon';
import type { Instant } from '../../src/domain/waits';
import type { Meeting } from '../../src/store/store';
import { zoneName } from '../notify/plain-words';
import { organizerOf } from './organizer';

/** What happened to the meeting, for those who get the mail. */
export type News = 'invited' | 'moved' | 'cancelled';

const SUBJECTS: Readonly<Record<News, string>> = { invited: 'Invitation', moved: 'New time', cancelled: 'Cancelled' };
const SENTENCES: Readonly<Record<Exclude<News, 'cancelled'>, string>> = {
  invited: 'invites you to a meeting',
  moved: 'has moved our meeting to a new time',
};

/**
 * The words around an invitation, for people whose mail program shows no calendar. Why a meeting was moved or cancelled
 * is ours to know and not in it.
 *
 * @param zones the attendees' time zones; the subject gives the time in the first, a guest's
 */
export function announcement(
  meeting: Meeting,
  news: News,
  zones: readonly string[],
): { subject: string; text: string } {
  const organizer = organizerOf(meeting).name;
  const [first = 'UTC', ...others] = [...new Set(zones)];
  const blocks = [
    news === 'cancelled' ? 'Our meeting has been cancelled.' : `${organizer} ${SENTENCES[news]}.`,
    [meeting.title, ...[first, ...others].map((zone) => span(meeting.startsAt, meeting.endsAt, zone))].join('\n'),
    ...(news === 'cancelled' || !meeting.agenda.trim() ? [] : [`Agenda\n${meeting.agenda.trim()}`]),
    `With ${meeting.attendees.map(({ name }) => name).join(', ')}`,
    news === 'cancelled'
      ? `Your calendar removes it by itself. An answer to this mail reaches ${organizer}.`
      : `Accept or decline in your calendar. If the time does not suit you, answer this mail: it reaches ${organizer}.`,
  ];
  return {
    subject: `${SUBJECTS[news]}: ${meeting.title}, ${local(meeting.startsAt, first).toFormat('ccc d LLL yyyy, HH:mm')} ${zoneName(first)}`,
    text: `${blocks.join('\n\n')}\n`,
  };
}

function span(from: Instant, until: Instant, zone: string): string {
  const [start, end] = [local(from, zone), local(until, zone)];
  return `${start.toFormat('cccc, d LLLL yyyy, HH:mm')} to ${end.toFormat('HH:mm')} ${zoneName(zone)}`;
}

const local = (at: Instant, zone: string): DateTime => DateTime.fromISO(at, { zone, locale: 'en-US' });

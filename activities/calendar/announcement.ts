import { DateTime } from 'luxon';
import type { Instant } from '../../src/domain/waits';
import type { Meeting } from '../../src/store/store';
import { greeting } from '../../src/domain/letters';
import { listed } from '../../src/domain/wording';
import { zoneName } from '../notify/plain-words';
import { organizerOf } from './organizer';

/** What happened to the meeting, for those who get the mail. */
export type News = 'invited' | 'moved' | 'cancelled';

const SUBJECTS: Readonly<Record<News, string>> = { invited: 'Invitation', moved: 'New time', cancelled: 'Cancelled' };

/**
 * The words around an invitation: a short letter of the organizer to the guests, also for people whose mail program shows
 * no calendar. It says what the meeting is for; why it was moved or cancelled is ours to know and not in it.
 *
 * @param zones the attendees' time zones; the subject gives the time in the first, a guest's
 */
export function announcement(
  meeting: Meeting,
  news: News,
  zones: readonly string[],
): { subject: string; text: string } {
  const organizer = organizerOf(meeting).name;
  const guests = meeting.attendees.filter(({ side }) => side === 'theirs').map(({ name }) => name);
  const [first = 'UTC', ...others] = [...new Set(zones)];
  const blocks = [
    ...(guests.length > 0 ? [greeting(...guests)] : []),
    ...LETTERS[news](meeting.agenda.trim(), colleagues(meeting, organizer)),
    [meeting.title, ...[first, ...others].map((zone) => span(meeting.startsAt, meeting.endsAt, zone))].join('\n'),
    NEXT[news],
    `Kind regards,\n${organizer}`,
  ];
  return {
    subject: `${SUBJECTS[news]}: ${meeting.title}, ${local(meeting.startsAt, first).toFormat('ccc d LLL yyyy, HH:mm')} ${zoneName(first)}`,
    text: `${blocks.join('\n\n')}\n`,
  };
}

/** Who of ours comes along: ` together with Dana Reyes`. */
function colleagues({ attendees }: Meeting, organizer: string): string {
  const names = attendees.filter(({ side, name }) => side === 'ours' && name !== organizer).map(({ name }) => name);
  return names.length > 0 ? `, together with ${listed(names)}` : '';
}

const about = (agenda: string): string[] => (agenda ? [`What we would like to talk about:\n${agenda}`] : []);

const LETTERS: Readonly<Record<News, (agenda: string, withWhom: string) => string[]>> = {
  invited: (agenda, withWhom) => [
    `I would like to talk with you${withWhom}. May I suggest the time below?`,
    ...about(agenda),
  ],
  moved: (agenda, withWhom) => [
    `Our meeting has to move, and I am sorry for the change. I would like to meet you at this new time instead${withWhom}.`,
    ...about(agenda),
  ],
  cancelled: () => ['I am sorry: our plans have changed, and our meeting does not take place.'],
};

const NEXT: Readonly<Record<News, string>> = {
  invited:
    'If the time suits you, please accept in your calendar. If it does not, just reply: it reaches me, and we find another one.',
  moved:
    'If the time suits you, please accept in your calendar. If it does not, just reply: it reaches me, and we find another one.',
  cancelled:
    'There is nothing you need to do: your calendar removes it by itself. If you would still like to talk, just reply: it reaches me, and we find a time.',
};

function span(from: Instant, until: Instant, zone: string): string {
  const [start, end] = [local(from, zone), local(until, zone)];
  return `${start.toFormat('cccc, d LLLL yyyy, HH:mm')} to ${end.toFormat('HH:mm')} ${zoneName(zone)}`;
}

const local = (at: Instant, zone: string): DateTime => DateTime.fromISO(at, { zone, locale: 'en-US' });

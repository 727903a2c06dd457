import { DateTime } from 'luxon';
import type { Meeting, Store } from '../../src/store/store';
import { NO_THREADS, type Threads } from '../threads/port';
import { domainOf, type Address, type Mailer } from '../mail';
import { book, rebook } from './booking';
import { deliver } from './delivery';
import { uidOf } from './invitation';
import type { CalendarActivities, ScheduledMeeting } from './port';

export interface CalendarDeps {
  readonly store: Store;
  readonly mailer: Mailer;
  /** Multiplies every wait: 1 but for rehearsals. */
  readonly waitScale: number;
  /** Invitations come from its address, in the organizer's name. */
  readonly sender: Address;
  /** Absent: runs have no threads. */
  readonly threads?: Threads;
}

/**
 * Meetings as iCalendar invitations by e-mail. The slot is in the store before the first mail goes out, and a mail goes
 * out once per key and sequence: whatever is interrupted goes on where it was.
 *
 * One process gives out slots one at a time, so that two plays looking at the same moment do not take the same one.
 * Calendars outside this store are not consulted.
 *
 * @example
 * const calendar = createCalendarActivities({ store, mailer, waitScale: 1, sender });
 */
export function createCalendarActivities(deps: CalendarDeps): CalendarActivities {
  const { store, mailer, waitScale, sender, threads = NO_THREADS } = deps;
  const inTurn = createTurns();
  const channel = { store, mailer, address: sender.address, threads };

  return {
    async scheduleMeeting(request) {
      const uid = uidOf(request.key, domainOf(sender));
      const stored = await store.meetings.get(uid);
      const meeting = stored ?? (await inTurn(() => book(store, waitScale, request, uid)));
      if (meeting.status === 'confirmed' && meeting.sequence === 0)
        await deliver(channel, { meeting, news: 'invited', key: `${request.key}/invite/0`, at: request.at });
      return scheduled(store, meeting);
    },

    async moveMeeting(request) {
      const { meeting, isLatest } = await inTurn(() => rebook(store, waitScale, request));
      const key = `${request.key}/invite/${meeting.sequence}`;
      if (isLatest && meeting.status === 'confirmed')
        await deliver(channel, { meeting, news: 'moved', key, at: request.at, reason: request.reason });
      return scheduled(store, meeting);
    },

    async cancelMeeting({ uid, at, reason }) {
      const meeting = await store.meetings.get(uid);
      if (!meeting) return;
      // What has begun took place; taking it out of people's calendars would falsify them.
      if (Date.parse(meeting.startsAt) <= Date.parse(at) && meeting.status === 'confirmed') return;
      const cancelled =
        meeting.status === 'cancelled'
          ? meeting
          : await store.meetings.save({ ...meeting, status: 'cancelled', sequence: meeting.sequence + 1 });
      // Keyed by the meeting and not by the request: whoever cancels again sends nothing.
      const key = `${uid}/cancel/${cancelled.sequence}`;
      await deliver(channel, { meeting: cancelled, news: 'cancelled', key, at, reason });
    },
  };
}

async function scheduled(store: Store, meeting: Meeting): Promise<ScheduledMeeting> {
  const { uid, startsAt, endsAt, sequence, organizer, attendees } = meeting;
  const zone = (await store.people.byEmail(organizer))?.timeZone ?? 'UTC';
  const day = DateTime.fromISO(startsAt, { zone }).toFormat('yyyy-MM-dd');
  return { uid, startsAt, endsAt, day, sequence, organizer, attendees: attendees.map(({ email }) => email) };
}

/** Runs tasks one after the other, in the order they came; a task that fails does not hold up the next. */
function createTurns(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    last = turn.catch(() => undefined);
    return turn;
  };
}

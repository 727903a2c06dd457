import { businessDays } from '../../src/domain/waits';
import type { Meeting, Store } from '../../src/store/store';
import { failure } from '../failures';
import { once } from '../once';
import { participantsFor, participantsOf, type Participant } from './participants';
import type { CalendarActivities, ScheduleRequest } from './port';
import { findSlot, type Slot, type SlotSearch } from './slot-search';

export type MoveRequest = Parameters<CalendarActivities['moveMeeting']>[0];

/** So long people know of a new time before it comes. */
const NOTICE = businessDays(1);

/** Searching takes milliseconds; an attempt that has not finished after this is dead. */
const SEARCH_LEASE_MS = 10_000;

/** Finds a slot and stores the meeting under its UID. ROLE_UNASSIGNED, UNKNOWN_CONTACT, CONSENT_WITHDRAWN and NO_FREE_SLOT are final. */
export async function book(store: Store, waitScale: number, request: ScheduleRequest, uid: string): Promise<Meeting> {
  const participants = await participantsFor(store, request);
  const slot = await pin(store, request.key, 0, { ...request, participants, waitScale });
  return store.meetings.save({
    uid,
    runId: request.runId,
    accountId: request.accountId,
    title: request.title,
    agenda: request.agenda,
    ...slot,
    status: 'confirmed',
    organizer: participants[0].email,
    attendees: participants.map(attendeeOf),
  });
}

/** Finds another slot and stores it, once per key. `isLatest` is false when the meeting was changed again since that move. */
export async function rebook(
  store: Store,
  waitScale: number,
  request: MoveRequest,
): Promise<{ readonly meeting: Meeting; readonly isLatest: boolean }> {
  const meeting = await store.meetings.get(request.uid);
  if (!meeting) throw failure('NO_FREE_SLOT', `There is no meeting "${request.uid}" to move.`);
  const participants = await participantsOf(store, meeting);
  const minutes = (Date.parse(meeting.endsAt) - Date.parse(meeting.startsAt)) / 60_000 / waitScale;
  const { at, within } = request;
  const search = { participants, minutes, at, notBefore: NOTICE, within, waitScale };
  // The meeting itself is among those that overlap, so its old time is not found again.
  const slot = await pin(store, request.key, meeting.sequence + 1, search, () => {
    if (meeting.status === 'cancelled') throw failure('NO_FREE_SLOT', `"${meeting.title}" was cancelled.`);
  });
  if (meeting.sequence >= slot.sequence) return { meeting, isLatest: meeting.sequence === slot.sequence };
  const moved = await store.meetings.save({ ...meeting, ...slot, attendees: participants.map(attendeeOf) });
  return { meeting: moved, isLatest: true };
}

type PinnedSlot = Slot & { readonly sequence: number };

/** Searches once per key; later attempts get the slot that was found then. */
async function pin(
  store: Store,
  key: string,
  sequence: number,
  search: SlotSearch,
  check: () => void = () => undefined,
): Promise<PinnedSlot> {
  const receipt = await once(store.outbox, `${key}/slot`, SEARCH_LEASE_MS, {
    perform: async () => {
      check();
      const slot = await findSlot(store.meetings, search);
      if (!slot) throw noFreeSlot(search);
      return { ...slot, sequence };
    },
  });
  if (!receipt) throw failure('NO_FREE_SLOT', 'The meeting was called off before a time was found.');
  return {
    startsAt: String(receipt.startsAt),
    endsAt: String(receipt.endsAt),
    sequence: Number(receipt.sequence),
  };
}

/** People read it as the reason of a task. */
function noFreeSlot({ participants, minutes }: SlotSearch): Error {
  const names = participants.map(({ name, calendar }) => `${name} (${calendar.timeZone})`).join(', ');
  return failure('NO_FREE_SLOT', `There are no ${minutes} minutes in time that suit ${names}.`);
}

const attendeeOf = ({ name, email, side }: Participant): Meeting['attendees'][number] => ({ name, email, side });

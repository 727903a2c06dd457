import { businessDeadline, commonSlots, type WorkingCalendar } from '../../src/domain/business-time';
import { later, type BusinessWait, type Instant } from '../../src/domain/waits';
import type { Meetings } from '../../src/store/store';
import type { Participant } from './participants';

export interface Slot {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface SlotSearch {
  /** The organizer first: business time is theirs. */
  readonly participants: readonly Participant[];
  readonly minutes: number;
  readonly at: Instant;
  readonly notBefore?: BusinessWait;
  readonly within: BusinessWait;
  readonly waitScale: number;
}

/**
 * Local hours that are tried in turn. Between Europe and the American west coast, or America and Asia, nine to five has
 * no hour in common; there people meet a little earlier or later.
 */
const HOURS = [
  { opens: 9, closes: 17 },
  { opens: 8, closes: 18 },
  { opens: 7, closes: 20 },
] as const;

/**
 * The first slot that suits everybody: within the hours of all, outside absences and the meetings we know of.
 * Undefined when there is none. In rehearsals (a wait scale other than 1) it begins one scaled hour after the earliest
 * time, whatever the calendars say.
 */
export async function findSlot(meetings: Meetings, search: SlotSearch): Promise<Slot | undefined> {
  const { participants, minutes, at, waitScale } = search;
  const organizer = participants[0]?.calendar;
  if (!organizer) return undefined;
  const from = search.notBefore ? businessDeadline(at, search.notBefore, organizer, waitScale) : at;
  if (waitScale !== 1) return slotAt(later(from, 3_600_000 * waitScale), minutes * waitScale);
  const until = businessDeadline(at, search.within, organizer);
  const emails = participants.map(({ email }) => email);
  const busy = [
    ...(await meetings.overlapping(emails, from, until)).map(({ startsAt, endsAt }) => ({
      from: startsAt,
      until: endsAt,
    })),
    ...participants.flatMap(({ away }) => away ?? []),
  ];
  for (const hours of HOURS) {
    const calendars = participants.map(({ calendar }): WorkingCalendar => ({ ...calendar, ...hours }));
    const [startsAt] = commonSlots(calendars, from, until, minutes, busy);
    if (startsAt) return slotAt(startsAt, minutes);
  }
  return undefined;
}

const slotAt = (startsAt: Instant, minutes: number): Slot => ({ startsAt, endsAt: later(startsAt, minutes * 60_000) });

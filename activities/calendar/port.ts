/** @module What plays may ask of the calendar: meetings at times that suit both sides, as iCalendar invitations by e-mail. */
import type { Role } from '../../src/domain/roles';
import type { BusinessWait, DueTime, Instant } from '../../src/domain/waits';

export interface ScheduleRequest {
  /** The meeting's UID follows from it. */
  readonly key: string;
  readonly runId: string;
  readonly accountId: string;
  readonly title: string;
  readonly agenda: string;
  readonly minutes: number;
  /** Our side; the first is the organizer. */
  readonly hosts: readonly Role[];
  /** Contact ids of their side. */
  readonly guests: readonly string[];
  readonly at: Instant;
  /** The earliest start, in business time of the organizer. */
  readonly notBefore?: BusinessWait;
  readonly within: BusinessWait;
}

export interface ScheduledMeeting {
  readonly uid: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The day on which it begins for the organizer: `2026-03-09`. */
  readonly day: string;
  readonly sequence: number;
  readonly organizer: string;
  readonly attendees: readonly string[];
}

export interface CalendarActivities {
  /** Takes the first free slot in the business hours of both sides and invites everybody (METHOD:REQUEST). NO_FREE_SLOT is final. */
  scheduleMeeting(request: ScheduleRequest): Promise<ScheduledMeeting>;
  /** Finds a new slot, a business day of the organizer after `at` at the earliest, and sends the change (same UID, next SEQUENCE). */
  moveMeeting(request: {
    readonly uid: string;
    readonly key: string;
    readonly at: Instant;
    readonly within: BusinessWait;
    readonly reason: string;
  }): Promise<ScheduledMeeting>;
  /** Sends METHOD:CANCEL to everybody. Cancelling again, or a meeting that never was, does nothing. */
  cancelMeeting(request: {
    readonly uid: string;
    readonly key: string;
    readonly at: Instant;
    readonly reason: string;
  }): Promise<void>;
}

/** Local activities: what depends on time-zone and holiday data is computed here and so recorded, never again in replay. */
export interface BusinessTimeActivities {
  /** When a business wait that starts at `from` is over, for our person in that role, for a contact, or for the account. */
  businessDeadline(request: BusinessDeadlineRequest): Promise<Instant>;
}

export interface BusinessDeadlineRequest {
  readonly from: Instant;
  readonly wait: DueTime;
  readonly accountId: string;
  /** Whose calendar counts; absent: the account's. */
  readonly of?: { readonly role: Role } | { readonly contactId: string };
}

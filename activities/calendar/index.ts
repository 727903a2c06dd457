/** @module Meetings at times that suit both sides, and business time for plays. */
export { createBusinessTimeActivities } from './business-time-activities';
export { createCalendarActivities, type CalendarDeps } from './calendar-activities';
export { uidOf } from './invitation';
export type {
  BusinessDeadlineRequest,
  BusinessTimeActivities,
  CalendarActivities,
  ScheduledMeeting,
  ScheduleRequest,
} from './port';

import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type CalendarSpec, type Client } from '@temporalio/client';
import { PLAYS_QUEUE } from '../domain/task-queues';

/** Work that comes back by the clock. */
interface Regular {
  /** Of the schedule, and of the workflows it starts. */
  readonly id: string;
  readonly workflow: string;
  readonly calendar: CalendarSpec;
  /** How late a start may be, when Temporal was down; what is later is left out. */
  readonly catchupWindow: '1 day' | '1 minute';
}

const REGULAR: readonly Regular[] = [
  {
    id: 'account-sweep',
    workflow: 'accountSweep',
    // Shortly after the hour: the day changes at midnight UTC.
    calendar: { hour: '*', minute: 2, comment: 'What time alone brings: renewals, decay, what has stalled' },
    catchupWindow: '1 day',
  },
  {
    id: 'morning-digests',
    workflow: 'morningDigests',
    // All zones of the world differ by quarters of an hour. Each start makes up for those before it by itself.
    calendar: { hour: '*', minute: { start: 1, end: 59, step: 15 }, comment: 'What each of our people reads first' },
    catchupWindow: '1 minute',
  },
];

/**
 * Has all accounts evaluated every hour, and people sent their digests in the morning. A schedule that exists stays as it is,
 * so that ops may pause it or change its times in Temporal.
 */
export async function scheduleRegularWork(temporal: Client): Promise<void> {
  for (const { id, workflow, calendar, catchupWindow } of REGULAR) {
    try {
      await temporal.schedule.create({
        scheduleId: id,
        spec: { calendars: [calendar] },
        action: { type: 'startWorkflow', workflowType: workflow, workflowId: id, taskQueue: PLAYS_QUEUE },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
  }
}

import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { PLAYS_QUEUE } from '../domain/task-queues';

const SCHEDULE = 'account-sweep';
const WORKFLOW = 'accountSweep';

/**
 * Has all accounts evaluated every hour, shortly after it begins: the day changes at midnight UTC. One that exists stays
 * as it is, so that ops may pause it or change its times in Temporal.
 */
export async function scheduleSweeps(temporal: Client): Promise<void> {
  try {
    await temporal.schedule.create({
      scheduleId: SCHEDULE,
      spec: {
        calendars: [{ hour: '*', minute: 2, comment: 'What time alone brings: renewals, decay, what has stalled' }],
      },
      action: { type: 'startWorkflow', workflowType: WORKFLOW, workflowId: SCHEDULE, taskQueue: PLAYS_QUEUE },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

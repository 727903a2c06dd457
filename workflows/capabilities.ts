import { ActivityCancellationType, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { BusinessTimeActivities, CalendarActivities } from '../activities/calendar/port';
import type { CrmActivities } from '../activities/crm/port';
import type { MarketingActivities } from '../activities/marketing/port';
import type { NotifyActivities } from '../activities/notify/port';
import type { ProposalActivities } from '../activities/proposals/port';
import type { RecordsActivities } from '../activities/records/port';
import { messagesQueue } from '../src/domain/task-queues';

/**
 * One typed proxy per capability. Effects are tried until they succeed or fail for good; a play that ends does not wait
 * for an effect under way (ABANDON): cleanup withdraws it by its key, or sees it through and takes it back.
 */
export function capabilities() {
  const effects = {
    startToCloseTimeout: '60 seconds',
    // The worker beats for every activity: a worker that is gone is noticed this soon.
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
    cancellationType: ActivityCancellationType.ABANDON,
  } as const;
  const store = {
    startToCloseTimeout: '20 seconds',
    retry: { initialInterval: '200 ms', maximumInterval: '20 seconds' },
  };
  return {
    notify: proxyActivities<NotifyActivities>({ ...effects, taskQueue: messagesQueue(workflowInfo().taskQueue) }),
    calendar: proxyActivities<CalendarActivities>({ ...effects, taskQueue: messagesQueue(workflowInfo().taskQueue) }),
    marketing: proxyActivities<MarketingActivities>(effects),
    proposals: proxyActivities<ProposalActivities>(effects),
    crm: proxyActivities<CrmActivities>(effects),
    records: proxyLocalActivities<RecordsActivities>(store),
    businessTime: proxyLocalActivities<BusinessTimeActivities>(store),
  };
}
export type Capabilities = ReturnType<typeof capabilities>;

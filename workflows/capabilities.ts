import {
  ActivityCancellationType,
  CancellationScope,
  CancelledFailure,
  proxyActivities,
  proxyLocalActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { BusinessTimeActivities, CalendarActivities } from '../activities/calendar/port';
import type { CoordinationActivities } from '../activities/coordination/port';
import type { CrmActivities } from '../activities/crm/port';
import type { GateActivities } from '../activities/gates/port';
import type { MarketingActivities } from '../activities/marketing/port';
import type { NotifyActivities } from '../activities/notify/port';
import type { ProposalActivities } from '../activities/proposals/port';
import type { RecordsActivities } from '../activities/records/port';
import { messagesQueue } from '../src/domain/task-queues';
import { abandonable, callsThrough } from './abandon';

/**
 * One typed proxy per capability. Effects are tried until they succeed or fail for good; a play that ends does not wait
 * for an effect under way: cleanup withdraws it by its key, or sees it through and takes it back. A mail to a
 * customer cannot be taken back: no further attempt of it begins (TRY_CANCEL).
 */
export function capabilities() {
  const effects = {
    startToCloseTimeout: '60 seconds',
    // The worker beats for every activity: a worker that is gone is noticed this soon.
    heartbeatTimeout: '10 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  } as const;
  const messages = { ...effects, taskQueue: messagesQueue(workflowInfo().taskQueue) };
  // A retry that comes within the threshold keeps the workflow task open, which costs 3 events every 8 seconds; a later
  // one costs a marker, a timer and a workflow task: 6 events. After 0.2, 0.4 and 0.8 seconds the retries are of that
  // kind: 9 until they come every 10 minutes, then 6 an hour. Eight hours without database: 9 x 6 + 8 x 6 x 6 = 342
  // events, where Temporal warns at 10,240. The retry after an outage of minutes comes at most as late again.
  const store = {
    startToCloseTimeout: '20 seconds',
    localRetryThreshold: '1 second',
    retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumInterval: '10 minutes' },
  } as const;
  const turns = new Turns();
  const inTurn = <T extends object>(activities: T): T => callsThrough(activities, (call) => turns.take(call));
  const left = <T extends object>(activities: T): T => callsThrough(activities, abandonable);
  return {
    notify: left(proxyActivities<Omit<NotifyActivities, 'mailCustomer'>>(messages)),
    customers: proxyActivities<Pick<NotifyActivities, 'mailCustomer'>>({
      ...messages,
      cancellationType: ActivityCancellationType.TRY_CANCEL,
    }),
    calendar: left(proxyActivities<CalendarActivities>(messages)),
    marketing: left(proxyActivities<MarketingActivities>(effects)),
    proposals: left(proxyActivities<ProposalActivities>(effects)),
    crm: left(proxyActivities<CrmActivities>(effects)),
    coordination: left(proxyActivities<CoordinationActivities>(effects)),
    records: inTurn(proxyLocalActivities<RecordsActivities>(store)),
    gates: inTurn(proxyLocalActivities<GateActivities>(store)),
    businessTime: inTurn(proxyLocalActivities<BusinessTimeActivities>(store)),
  };
}
export type Capabilities = ReturnType<typeof capabilities>;

/**
 * Local activities one at a time. Several at once come back in the order they finish, but in a replay in the order they
 * were begun, so that what follows them would not fit the history (temporalio/sdk-python#1578, sdk-typescript#1744).
 * They are short and not cut off in the middle; a play that has ended goes no further after one.
 */
class Turns {
  private last: Promise<unknown> = Promise.resolve();

  async take<T>(call: () => Promise<T>): Promise<T> {
    const turn = this.last.then(() => CancellationScope.nonCancellable(call));
    this.last = turn.catch(() => undefined);
    const result = await turn;
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('The play has ended.');
    return result;
  }
}

import { proxyActivities } from '@temporalio/workflow';
import type { AccountsActivities } from '../activities/accounts/port';

const { sweepAccounts } = proxyActivities<AccountsActivities>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '10 seconds', maximumInterval: '5 minutes' },
});

/** Brings every account up to date for what time alone brings; started by a Temporal Schedule (`src/app`). */
export async function accountSweep(): Promise<void> {
  await sweepAccounts();
}

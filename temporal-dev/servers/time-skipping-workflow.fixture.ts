import { sleep } from '@temporalio/workflow';

/** For the test of the time-skipping server: waits a month. */
export async function waitAMonth(): Promise<string> {
  await sleep('30 days');
  return 'a month later';
}

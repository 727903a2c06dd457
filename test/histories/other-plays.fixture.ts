/** @module Plays that do something else: what recorded histories must be told from. */
import { sleep } from '@temporalio/workflow';

export async function expansion(): Promise<void> {
  await sleep('1 day');
}

export { expansion as onboarding, expansion as 'advocacy-ask' };

/** @module Whatever the play is called, it does something else: what recorded histories must be told from. */
import { sleep } from '@temporalio/workflow';

export default async function somethingElse(): Promise<void> {
  await sleep('1 day');
}

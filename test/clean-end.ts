import type { Account } from '../src/domain/account';
import type { PlayResult } from '../src/domain/play-messages';
import { hasButtons } from '../src/cli/demo/cards';
import { PEOPLE, type Stage } from './stage';

/**
 * Whatever the ending: no task is left open, nobody has a button to press, promotion runs again, what is recorded is what
 * was answered, and the code still does what the history says.
 */
export async function expectCleanEnd(stage: Stage, runId: string, account: Account, result: PlayResult): Promise<void> {
  const { outcome, reason } = result;
  expect(await stage.store.tasks.list({ runId, state: 'open' })).toEqual([]);
  for (const email of Object.values(PEOPLE)) expect(stage.messages(email, account).filter(hasButtons)).toEqual([]);
  expect(await stage.store.marketing.paused(account.id, await stage.time())).toBe(false);
  expect(await stage.store.runs.get(runId)).toMatchObject({ state: 'ended', outcome, reason });
  expect(await stage.store.ledger.list({ runId, kind: 'outcome' })).toMatchObject([{ reason }]);
  await stage.replay(runId);
}

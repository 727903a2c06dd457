import { join } from 'node:path';
import type { Account } from '../src/domain/account';
import type { OpenTask } from '../src/domain/play-messages';
import { bundleOf } from './bundle';
import { PEOPLE, Stage, type StageOptions } from './stage';

const LOOKS = 2_000;

/** A stage for the small plays of `workflows/small-plays.fixture.ts`. */
export async function openSmallStage(options: Omit<StageOptions, 'bundle'> = {}): Promise<Stage> {
  const bundle = await bundleOf(join(__dirname, '..', 'workflows', 'small-plays.fixture.ts'));
  const stage = await Stage.open({ ...options, bundle });
  await stage.spring();
  return stage;
}

/** Returns once promotional sends to the account run again; fails when they do not. */
export async function promotionRuns(stage: Stage, { id }: Account): Promise<void> {
  const paused = async () => stage.store.marketing.paused(id, await stage.time());
  for (let look = 0; look < LOOKS; look += 1) if (!(await paused())) return;
  expect(await paused()).toBe(false);
}

/** The one open task of the run whose question is as described. */
export async function openTask(stage: Stage, runId: string, question = /./): Promise<OpenTask> {
  const find = (tasks: readonly OpenTask[]) => tasks.find(({ card }) => question.test(card.question));
  const { openTasks } = await stage.until(runId, (status) => find(status.openTasks) !== undefined);
  return find(openTasks)!;
}

/** Texts of everything somebody has in front of them about an account. */
export const seen = (stage: Stage, to: string, account: Account): string =>
  JSON.stringify(stage.messages(to, account).map(({ text, blocks }) => [text, blocks]));

/** The play `asking` at an account of its own, with the CSM's card out. */
export async function startAsking(
  stage: Stage,
  input: object = {},
): Promise<{ runId: string; account: Account; taskId: string }> {
  await stage.spring();
  const account = await stage.account();
  const runId = await stage.begin('asking', account, input);
  await stage.card(PEOPLE.csm, account);
  const { taskId } = await openTask(stage, runId);
  return { runId, account, taskId };
}

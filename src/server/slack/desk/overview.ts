import type { HomeView, KnownBlock } from '@slack/types';
import type { Instant } from '../../../domain/waits';
import type { TaskPage, TeamAccount } from '../../../store/store';
import { accountsByTrajectory } from './account-lines';
import { heading, paragraph, remark } from './buttons';
import { taskLine, tasksInWords } from './task-lines';

/** So many tasks and accounts are shown: with headings and remarks they stay below the 100 blocks of a view. */
export const TASKS_SHOWN = 40;
const ACCOUNTS_SHOWN = 40;

export interface Desk {
  readonly page: TaskPage;
  readonly accounts: readonly TeamAccount[];
  readonly at: Instant;
}

/** What a person sees first on the Home tab: their tasks by due time, and their accounts by where these are heading. */
export function overview({ page, accounts, at }: Desk): KnownBlock[] {
  const more = page.total - page.tasks.length;
  const others = accounts.length - ACCOUNTS_SHOWN;
  return [
    heading('My tasks'),
    remark(tasksInWords(page)),
    ...page.tasks.map((task) => taskLine(task, at)),
    ...(more > 0 ? [remark(`… and ${more} more: type \`/plays tasks\` to see them all.`)] : []),
    { type: 'divider' },
    heading('My accounts'),
    ...(accounts.length === 0 ? [paragraph('You are on no account’s team yet.')] : []),
    ...accountsByTrajectory(accounts, ACCOUNTS_SHOWN),
    ...(others > 0 ? [remark(`… and ${others} more: type \`/plays account NAME\` to see one.`)] : []),
  ];
}

export const homeView = (blocks: KnownBlock[]): HomeView => ({ type: 'home', blocks });

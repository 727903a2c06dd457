import type { KnownBlock } from '@slack/types';
import { cardBlocks } from '../../../../activities/notify';
import { stateFor } from '../../../../activities/notify/given-words';
import type { Person } from '../../../domain/account';
import type { Instant } from '../../../domain/waits';
import type { TaskPage, TaskRow } from '../../../store/store';
import { pageButton, remark, row } from './buttons';
import { taskLine, tasksInWords } from './task-lines';

/** Tasks of one message: their texts together stay below what Slack takes in one, about 11,000 characters. */
export const PAGE_SIZE = 20;

/** A page of a person's tasks, with buttons to those before and after it. */
export function tasksPage({ page, offset, at }: { page: TaskPage; offset: number; at: Instant }): KnownBlock[] {
  const last = offset + page.tasks.length;
  const buttons = [
    ...(offset > 0 ? [pageButton('earlier', String(Math.max(0, offset - PAGE_SIZE)), '‹ Due earlier')] : []),
    ...(last < page.total ? [pageButton('later', String(offset + PAGE_SIZE), 'Due later ›')] : []),
  ];
  const range = buttons.length > 0 && page.tasks.length > 0 ? ` Here are ${offset + 1} to ${last}.` : '';
  return [
    remark(`${tasksInWords(page)}${range}`),
    ...page.tasks.map((task) => taskLine(task, at)),
    ...(buttons.length > 0 ? [row(...buttons)] : []),
  ];
}

/** The card of one task, as its reader was asked. */
export function taskPage(task: TaskRow, reader: Person): KnownBlock[] {
  const own = task.assignments.filter(({ email }) => email.toLowerCase() === reader.email.toLowerCase());
  const asked = own.filter(({ passedOn, consulted }) => !passedOn && !consulted).at(-1) ?? own.at(-1);
  return cardBlocks(task.card, stateFor(task, reader), asked && { ...asked, askedAs: asked.role });
}

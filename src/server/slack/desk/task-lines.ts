import type { SectionBlock } from '@slack/types';
import { sentence } from '../../../../activities/notify/plain-words';
import { escaped, plain, slackDate } from '../../../../activities/notify/slack-text';
import type { Instant } from '../../../domain/waits';
import { counted } from '../../../domain/wording';
import type { TaskPage, TaskRow } from '../../../store/store';
import { pageButton, paragraph } from './buttons';

/** Characters of a question in a list; its card shows all of it. */
const QUESTION = 140;

/** A task in a list: for which account, what is asked, by when, and a button that opens it. `who`: whose task it is. */
export function taskLine({ card, state }: TaskRow, at: Instant, who?: string): SectionBlock {
  const lines = [
    `*${escaped(card.accountName, 80)}* · ${escaped(card.playTitle, 60)}`,
    escaped(card.question.replace(/\s+/g, ' '), QUESTION),
    [dueWords(state, at), ...(who ? [escaped(who, 80)] : [])].join(' · '),
  ];
  const label = plain(`Open: ${card.playTitle} for ${card.accountName}`, 75).text;
  return paragraph(lines.join('\n'), pageButton('task', card.taskId, 'Open', { accessibility_label: label }));
}

/** When it is due, in the reader's own zone. */
function dueWords(state: TaskRow['state'], at: Instant): string {
  if (state.kind !== 'open') return 'Closed';
  if (state.onHold) return `On hold: ${escaped(sentence(state.onHold), 80)}`;
  return state.due < at ? `:red_circle: *Overdue* since ${slackDate(state.due)}` : `Due ${slackDate(state.due)}`;
}

/** `3 tasks wait for you, 2 of them overdue. 1 more is on hold.` */
export function tasksInWords({ total, onHold, overdue }: Pick<TaskPage, 'total' | 'onHold' | 'overdue'>): string {
  if (total === 0) return 'Nothing waits for you. What needs you will appear here.';
  const waiting = total - onHold;
  if (waiting === 0) return `Nothing waits for you now: ${counted(onHold, 'task')} ${be(onHold)} on hold.`;
  const late = overdue === 0 ? '' : waiting === 1 ? ' and is overdue' : `, ${overdue} of them overdue`;
  const held = onHold === 0 ? '' : ` ${onHold} more ${be(onHold)} on hold.`;
  return `${counted(waiting, 'task')} ${waiting === 1 ? 'waits' : 'wait'} for you${late}.${held}`;
}

const be = (count: number): string => (count === 1 ? 'is' : 'are');

/** @module What can be done with a task beside answering it, as Slack shows it: the menu of a card. */
import type { ActionsBlock, Overflow } from '@slack/types';
import type { TaskAction } from '../../src/domain/task-actions';
import type { TaskCard } from '../../src/domain/tasks';
import { plain } from './slack-text';

const MENU = 'more:';
const REPLY = 'reply:';

/** In the order of the menu; Slack allows five. */
export const TASK_ACTIONS = [
  { kind: 'note', label: '💬 Add a note' },
  { kind: 'ask', label: '🙋 Ask a colleague' },
  { kind: 'snooze', label: '⏰ Remind me later' },
  { kind: 'hand-over', label: '➡️ Hand it to somebody else' },
  { kind: 'decline', label: '✋ Not for me' },
] as const satisfies readonly { kind: TaskAction['kind']; label: string }[];

/** The menu of a card. An option holds 150 characters, too few for every task's id, so the id is in the `action_id`. */
export function moreMenu({ taskId, urgent = false }: Pick<TaskCard, 'taskId' | 'urgent'>): Overflow {
  return {
    type: 'overflow',
    action_id: `${MENU}${taskId}`,
    options: TASK_ACTIONS.filter(({ kind }) => !urgent || kind === 'note' || kind === 'ask').map(({ kind, label }) => ({
      text: plain(label, 75),
      value: kind,
    })),
  };
}

/** The button by which a colleague replies. */
export function replyBlock(taskId: string): ActionsBlock {
  return {
    type: 'actions',
    elements: [{ type: 'button', action_id: `${REPLY}1`, value: taskId, text: plain('Reply', 75) }],
  };
}

/** What was chosen of which task's menu; a reply is a note. Undefined when the click was on something else. */
export function readMenuChoice(action: {
  readonly action_id: string;
  readonly value?: string;
  readonly selected_option?: { readonly value: string };
}): { readonly taskId: string; readonly kind: TaskAction['kind'] } | undefined {
  if (action.action_id.startsWith(REPLY) && action.value) return { taskId: action.value, kind: 'note' };
  if (!action.action_id.startsWith(MENU)) return undefined;
  const chosen = TASK_ACTIONS.find(({ kind }) => kind === action.selected_option?.value);
  return chosen && { taskId: action.action_id.slice(MENU.length), kind: chosen.kind };
}
